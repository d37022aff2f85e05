"""Paints a display list as a self-contained SVG: no script, no link, fonts by family with wide fall-backs."""

from __future__ import annotations

import base64

from lxml import etree

from layout_tool.export.picture_curves import curve, head, head_size
from layout_tool.export.picture_shapes import (
    ROUTE_EDGE,
    ROUTE_EDGE_WIDTH,
    Anchor,
    Face,
    Hatch,
    Pattern,
    Picture,
    Raster,
    Rect,
    Route,
    Shape,
    Stroke,
    Text,
)
from layout_tool.export.picture_type import width as estimated_width

_NAMESPACE = "http://www.w3.org/2000/svg"
_FAMILIES = {
    Face.SANS: "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Noto Sans SC', "
    "'Source Han Sans SC', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif",
    Face.SERIF: "'Noto Serif CJK SC', 'Noto Serif SC', 'Source Han Serif SC', 'Songti SC', 'Hiragino Mincho ProN', "
    "SimSun, Georgia, 'Times New Roman', serif",
}
_TILES = {
    Pattern.RISING: "M-1,1 l2,-2 M0,{g} l{g},-{g} M{m},{p} l2,-2",
    Pattern.FALLING: "M-1,{m} l2,2 M0,0 l{g},{g} M{m},-1 l2,2",
    Pattern.LEVEL: "M0,{h} l{g},0",
    Pattern.UPRIGHT: "M{h},0 l0,{g}",
}


def svg(picture: Picture) -> bytes:
    """The picture as an SVG file, UTF-8, a line for each shape; the same picture gives the same bytes."""
    wide, high = _number(picture.width), _number(picture.height)
    root = etree.Element(
        _tag("svg"),
        nsmap={None: _NAMESPACE},
        attrib={
            "width": wide,
            "height": high,
            "viewBox": f"0 0 {wide} {high}",
            "role": "img",
            "lang": picture.language,
        },
    )
    etree.SubElement(root, _tag("title")).text = _xml_text(picture.title)
    patterns = _definitions(root, picture)
    for shape in picture.shapes:
        _draw(root, shape, patterns)
    root.text = "\n"
    for node in root:
        node.tail = "\n"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _xml_text(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return "".join(
        sign if sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff" else "\ufffd"
        for sign in text
    )


def _definitions(root: etree._Element, picture: Picture) -> dict[tuple[str, Pattern, float], str]:
    """A style sheet for the faces and one pattern for each kind of hatch in the picture."""
    defs = etree.SubElement(root, _tag("defs"))
    style = etree.SubElement(defs, _tag("style"))
    style.text = "".join(f"text.{face}{{font-family:{families}}}" for face, families in _FAMILIES.items())
    names: dict[tuple[str, Pattern, float], str] = {}
    for shape in picture.shapes:
        if not isinstance(shape, Hatch) or (shape.colour, shape.pattern, shape.gap) in names:
            continue
        name = f"hatch{len(names) + 1}"
        names[shape.colour, shape.pattern, shape.gap] = name
        size = _number(shape.gap)
        tile = {"id": name, "width": size, "height": size, "patternUnits": "userSpaceOnUse"}
        pattern = etree.SubElement(defs, _tag("pattern"), attrib=tile)
        gap = shape.gap
        path = _TILES[shape.pattern].format(g=size, h=_number(gap / 2), m=_number(gap - 1), p=_number(gap + 1))
        etree.SubElement(pattern, _tag("path"), attrib={"d": path, "stroke": shape.colour, "stroke-width": "1"})
    return names


def _draw(root: etree._Element, shape: Shape, patterns: dict[tuple[str, Pattern, float], str]) -> None:
    match shape:
        case Rect():
            _rect(root, shape)
        case Hatch():
            fill = f"url(#{patterns[shape.colour, shape.pattern, shape.gap]})"
            attributes = _box_attributes(shape) | {"fill": fill}
            if shape.opacity < 1:
                attributes["opacity"] = _number(shape.opacity)
            etree.SubElement(root, _tag("rect"), attrib=attributes)
        case Stroke():
            ends = {"x1": shape.x0, "y1": shape.y0, "x2": shape.x1, "y2": shape.y1, "stroke-width": shape.width}
            attributes = {name: _number(value) for name, value in ends.items()} | {"stroke": shape.colour}
            etree.SubElement(root, _tag("line"), attrib=attributes)
        case Text():
            _text(root, shape)
        case Route():
            _route(root, shape)
        case Raster():
            content = base64.b64encode(shape.png).decode("ascii")
            attributes = _box_attributes(shape) | {"preserveAspectRatio": "none"}
            attributes["href"] = f"data:image/png;base64,{content}"
            etree.SubElement(root, _tag("image"), attrib=attributes)


def _route(root: etree._Element, shape: Route) -> None:
    """The line on its light edge, then the arrow's head."""
    line = curve(shape.points, head_size(shape.width) * 0.8 if shape.arrow else 0.0)
    joined = " ".join(f"{_number(x)},{_number(y)}" for x, y in line)
    common = {"points": joined, "fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round"}
    edge = {"stroke": ROUTE_EDGE, "stroke-width": _number(shape.width + ROUTE_EDGE_WIDTH), "stroke-opacity": "0.85"}
    etree.SubElement(root, _tag("polyline"), attrib=common | edge)
    drawn = {"stroke": shape.colour, "stroke-width": _number(shape.width)}
    if shape.dashed:
        drawn |= {"stroke-dasharray": "5 3.5", "stroke-linecap": "butt"}
    etree.SubElement(root, _tag("polyline"), attrib=common | drawn)
    if shape.arrow:
        tip = " ".join(f"{_number(x)},{_number(y)}" for x, y in head(shape.points, shape.width))
        etree.SubElement(root, _tag("polygon"), attrib={"points": tip, "fill": shape.colour})


def _box_attributes(shape: Rect | Hatch | Raster) -> dict[str, str]:
    box = shape.box
    places = {"x": box.x0, "y": box.y0, "width": max(box.width, 0), "height": max(box.height, 0)}
    return {name: _number(value) for name, value in places.items()}


def _rect(root: etree._Element, shape: Rect) -> None:
    attributes = _box_attributes(shape) | {"fill": shape.fill or "none"}
    if shape.radius:
        attributes["rx"] = _number(shape.radius)
    if shape.opacity < 1:
        attributes["fill-opacity"] = _number(shape.opacity)
    if shape.stroke:
        attributes |= {"stroke": shape.stroke, "stroke-width": _number(shape.stroke_width)}
        if shape.dashed:
            attributes["stroke-dasharray"] = "4 3"
    if shape.tip:
        attributes["pointer-events"] = "all"
    drawn = etree.SubElement(root, _tag("rect"), attrib=attributes)
    if shape.tip:
        etree.SubElement(drawn, _tag("title")).text = _xml_text(shape.tip)


def _text(root: etree._Element, shape: Text) -> None:
    """A line of text, by means that every viewer has: no lists of places, no text length."""
    attributes = {"class": shape.face.value, "font-size": _number(shape.size), "fill": shape.colour}
    if shape.bold:
        attributes["font-weight"] = "bold"
    anchor = Anchor.MIDDLE if shape.vertical else shape.anchor
    if anchor is not Anchor.START:
        attributes["text-anchor"] = anchor.value
    drawn = etree.SubElement(root, _tag("text"), attrib=attributes)
    if shape.vertical:
        for place, sign in enumerate(shape.text):
            where = {"x": _number(shape.x), "y": _number(shape.y + (place + 0.86) * shape.size)}
            etree.SubElement(drawn, _tag("tspan"), attrib=where).text = _xml_text(sign)
        return
    drawn.text = _xml_text(shape.text)
    long = estimated_width(shape.text) * shape.size
    if shape.room is not None and long > shape.room:
        narrow = f"{shape.room / long:.4f}"
        drawn.set("transform", f"translate({_number(shape.x)} {_number(shape.y)}) scale({narrow} 1)")
    else:
        drawn.set("x", _number(shape.x))
        drawn.set("y", _number(shape.y))
