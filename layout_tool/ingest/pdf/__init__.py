"""PDF pages with geometry: a fast reader over PDFium, a reference reader over pdfplumber, and the guard around both.

`source.open_pdf` is the way in. Both readers give the same `raw_page.RawPage` in the page's user space, which
`page_making` turns into a `GlyphPage` as it is seen; `guard` keeps what C code and hostile files may do in a child.
"""
