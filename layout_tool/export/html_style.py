"""The style and the script of the HTML export, as they stand in the file."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1e2126;--muted:#6a7078;--desk:#e8e9e4;--line:#d9dbd6}
@media(prefers-color-scheme:dark){:root{--paper:#232629;--ink:#e4e6e8;--muted:#9aa0a6;--desk:#17191c;--line:#3a3e43}}
*{box-sizing:border-box}
body{margin:0;background:var(--desk);color:var(--ink);font:16px/1.65 "Noto Serif CJK SC","Songti SC",Georgia,serif}
header{padding:12px 24px;background:var(--paper);border-bottom:1px solid var(--line)}
h1{font:600 16px/1.4 system-ui,"Noto Sans CJK SC",sans-serif;margin:0}
.desk{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:24px;padding:24px;align-items:start}
.pages{position:sticky;top:24px;max-height:calc(100vh - 48px);overflow:auto}
@media(max-width:900px){.desk{grid-template-columns:1fr}.pages{position:static;max-height:none}}
figure{margin:0 0 24px}
svg{width:100%;height:auto;display:block;background:#fff;box-shadow:0 1px 4px #0003}
.paper{fill:#fff}
.pages figcaption{font:13px system-ui,sans-serif;color:var(--muted);padding-top:6px}
.region rect{fill:var(--c);fill-opacity:.3;stroke:var(--c);stroke-width:1;vector-effect:non-scaling-stroke}
.region.head rect{fill-opacity:.5}
.printed .region rect{fill-opacity:.14}
.printed .region.head rect{fill-opacity:.24}
.region text{font-family:system-ui,sans-serif;font-weight:700;fill:#1e2126}
.region{cursor:pointer}
.region.on rect{stroke:#1f5f99;stroke-width:3;fill-opacity:.42}
rect.outside{fill:none;stroke:#6a7078;stroke-dasharray:4 3;stroke-width:1;vector-effect:non-scaling-stroke}
main{max-width:46em}
article,section.outside{position:relative;background:var(--paper);padding:20px 24px 20px 56px;margin:0 0 16px;
 border-left:4px solid var(--c,var(--line));border-radius:4px}
article.on{outline:2px solid #1f5f99}
.letter{position:absolute;left:16px;top:22px;min-width:24px;text-align:center;background:var(--c);color:#1e2126;
 font:700 13px/24px system-ui,sans-serif;border-radius:4px}
h2{font-size:22px;line-height:1.35;margin:0 0 8px}
h2.none{color:var(--muted);font-weight:400}
h3{font-size:17px;margin:16px 0 4px}
p{margin:0 0 8px}
.kicker,.deck{font-weight:600}
.byline,.signoff{color:var(--muted)}
.body:lang(zh),.body:lang(ja){text-indent:2em}
.picture{margin:8px 0;padding-left:12px;border-left:2px solid var(--line)}
.caption,.credit{font-size:14px;color:var(--muted)}
.pullquote{font-size:18px;font-style:italic}
section.outside{color:var(--muted)}
section.outside h2{font-size:16px}
@media print{.pages{position:static;max-height:none}.desk{display:block}article{break-inside:avoid}}
"""

SCRIPT = """
const all=(name)=>document.querySelectorAll('[data-article="'+CSS.escape(name)+'"]');
const light=(name,on)=>all(name).forEach((one)=>one.classList.toggle('on',on));
document.querySelectorAll('[data-article]').forEach((one)=>{
const name=one.dataset.article;
for(const kind of ['mouseenter','focus'])one.addEventListener(kind,()=>light(name,true));
for(const kind of ['mouseleave','blur'])one.addEventListener(kind,()=>light(name,false));
if(one.closest('svg'))one.addEventListener('click',()=>{
const goal=document.getElementById(name);goal.scrollIntoView({block:'center'});goal.focus({preventScroll:true});});
});
"""
