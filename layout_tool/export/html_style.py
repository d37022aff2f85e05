"""The style and the script of the HTML export, as they stand in the file."""

from __future__ import annotations

from layout_tool.export.picture_colours import PALETTE

TONES = len(PALETTE)
"""So many colours there are; the class `c3` has the fourth."""

_TONES = "".join(f".c{turn}{{--c:{colour}}}" for turn, colour in enumerate(PALETTE))

STYLE = (
    f"\n{_TONES}"
    + """
:root{color-scheme:light dark;--paper:#fff;--ink:#1e2126;--muted:#5f656d;--desk:#e8e9e4;--line:#d9dbd6;
 --on:#1f5f99}
@media(prefers-color-scheme:dark){
:root{--paper:#232629;--ink:#e4e6e8;--muted:#a3a9af;--desk:#17191c;--line:#3a3e43;--on:#7db4e6}
.printed image{filter:brightness(.9)}}
*{box-sizing:border-box}
body{margin:0;background:var(--desk);color:var(--ink);
 font:16px/1.65 Georgia,"Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,serif}
body:lang(zh-Hant),:lang(zh-Hant){font-family:Georgia,"Noto Serif CJK TC","Songti TC",PMingLiU,serif}
:lang(ja){font-family:Georgia,"Noto Serif CJK JP","Hiragino Mincho ProN","Yu Mincho",serif}
h1,.letter,.pages,.rest b,.rest h2,h2.none{font-family:system-ui,"Noto Sans CJK SC",sans-serif}
header{padding:12px 24px;background:var(--paper);border-bottom:1px solid var(--line)}
h1{font-size:16px;line-height:1.4;font-weight:600;margin:0}
.desk{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:24px;padding:24px;align-items:start;
 max-width:1800px;margin:0 auto}
.pages{position:sticky;top:24px;max-height:calc(100vh - 48px);overflow:auto}
@media(max-width:900px){.desk{grid-template-columns:minmax(0,1fr);padding:12px;gap:12px}
.pages{position:static;max-height:none}}
.pages figure{margin:0 0 24px}
.pages figcaption{font-size:13px;color:var(--muted);padding-top:6px}
svg{width:100%;height:auto;display:block;background:#fff;border:1px solid var(--line)}
svg rect{vector-effect:non-scaling-stroke}
.paper{fill:#fff}
.region{cursor:pointer}
.box{fill:var(--c);fill-opacity:.34;stroke:var(--c);stroke-width:1}
.head .box{fill-opacity:.6}
.printed .box{fill-opacity:.16}
.printed .head .box{fill-opacity:.28}
.chip{fill:var(--c);stroke:#fff}
.region text{font-family:system-ui,sans-serif;font-weight:700;fill:#1e2126;text-anchor:middle}
.bars{fill:#1e2126;fill-opacity:.3}
.head .bars{fill-opacity:.4}
.on .box{stroke:#1f5f99;stroke-width:3}
.on .chip{stroke:#1f5f99}
.outside .box{fill:none;stroke:#6a7078;stroke-dasharray:4 3;stroke-width:1}
.outside .bars{fill-opacity:.16}
main{max-width:46em}
article,.rest{position:relative;background:var(--paper);padding:20px 24px 16px 56px;margin:0 0 16px;
 border-left:4px solid var(--c,var(--line));border-radius:4px}
article.on,article:focus-visible{outline:2px solid var(--on)}
.letter{position:absolute;left:14px;top:24px;min-width:26px;padding:0 4px;text-align:center;background:var(--c);
 color:#1e2126;font-size:13px;line-height:24px;font-weight:700;border-radius:4px}
h2,h3,p{margin:0;margin-block-end:8px;overflow-wrap:anywhere}
h2{font-size:22px;line-height:1.35}
h2.none{color:var(--muted);font-weight:400;font-size:16px;line-height:32px}
h3{font-size:17px;line-height:1.5;margin-block-start:16px}
.kicker,.deck{font-weight:600}
.byline,.signoff,.jump,.credit{color:var(--muted)}
.body:lang(zh),.body:lang(ja),.note:lang(zh){text-indent:2em}
.downwards .body:lang(zh),.downwards .body:lang(ja){text-indent:1em}
.picture{margin:0;margin-block:12px;padding-inline-start:12px;border-inline-start:2px solid var(--line)}
.picture p{font-size:14px;margin-block-end:4px}
.pullquote{font-size:18px;font-style:italic}
.pullquote:lang(zh),.pullquote:lang(ja){font-style:normal}
.downwards{writing-mode:vertical-rl;height:30em;max-height:80vh;overflow-x:auto}
.rest{padding-left:24px}
.rest h2{font-size:16px}
.rest ul{margin:0;padding:0;list-style:none}
.rest li{margin:0 0 6px;overflow-wrap:anywhere}
.rest b{font-size:13px;font-weight:600;color:var(--muted);margin-inline-end:8px}
@media print{body{background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.desk{display:block;padding:0}.pages{position:static;max-height:none;overflow:visible}
.pages figure{break-after:page}h2,h3{break-after:avoid}}
"""
)

SCRIPT = """
const pages=document.querySelector('.pages');
const parts=new Map();
for(const one of document.querySelectorAll('[data-article]')){
const name=one.dataset.article;
if(!parts.has(name))parts.set(name,[]);
parts.get(name).push(one);}
const light=(name,on)=>parts.get(name).forEach((one)=>one.classList.toggle('on',on));
const show=(name)=>{
const region=parts.get(name).find((one)=>one.closest('svg'));
if(region&&getComputedStyle(pages).position==='sticky')region.scrollIntoView({block:'nearest'});};
for(const [name,all] of parts){
const text=all.find((one)=>!one.closest('svg'));
for(const one of all){
one.addEventListener('mouseenter',()=>light(name,true));
one.addEventListener('mouseleave',()=>light(name,document.activeElement===text));
if(one!==text)one.addEventListener('click',()=>{
text.scrollIntoView({block:'nearest'});text.focus({preventScroll:true});});}
text.addEventListener('focus',()=>light(name,true));
text.addEventListener('blur',()=>light(name,false));
text.addEventListener('click',()=>{if(getSelection().isCollapsed)show(name);});
text.addEventListener('keydown',(event)=>{if(event.key==='Enter')show(name);});}
"""
