/*
 * MathML as browsers draw it, and what the classes of safe-math-ml.ts mean. `menclose` is not in MathML Core: where a browser does
 * not know it, its lines are borders.
 */
export const formulaStyles = `
.formula{font-size:1.05em}
.formula.display{display:block;overflow-x:auto;overflow-y:hidden;padding:.3em 0;text-align:center;scrollbar-width:thin}
.formula.long{display:inline-block;max-width:100%;overflow-x:auto;overflow-y:hidden;vertical-align:middle;scrollbar-width:thin}
.formula.source{font-family:var(--ck-font-mono);font-size:.8667em;white-space:pre-wrap;overflow-wrap:anywhere}
.formula.display.source{text-align:start}
.formula math{font-family:'STIX Two Math','Cambria Math','Latin Modern Math','Noto Sans Math','DejaVu Math TeX Gyre',math;line-height:normal;letter-spacing:normal;direction:ltr}
.formula math *{border-color:currentColor}
.formula .tml-right{text-align:right;text-align:-webkit-right}
.formula .tml-left{text-align:left;text-align:-webkit-left}
.formula .tml-jot>mtr>mtd{padding-top:.7ex;padding-bottom:.7ex}
.formula .tml-small mtd{padding-top:.35ex;padding-bottom:.35ex}
.formula .tight-left{padding-left:0}
.formula .tight-right{padding-right:0}
.formula .wide-left{padding-left:1em}
.formula .wide-right{padding-right:1em}
.formula .rule-left{border-left:.06em solid}
.formula .rule-right{border-right:.06em solid}
.formula .rule-top{border-top:.06em solid}
.formula .rule-bottom{border-bottom:.06em solid}
.formula .tml-fbox{padding:.2em .3em;border:1px solid}
.formula .tml-overline{padding-top:.1em;border-top:.065em solid}
.formula .tml-underline{padding-bottom:.1em;border-bottom:.065em solid}
.formula .menclose,.formula menclose{position:relative}
.formula .tml-cancel,.formula .tml-xcancel{position:absolute;inset:0;background:currentColor}
.formula .upstrike{clip-path:polygon(.05em 100%,0 calc(100% - .05em),calc(100% - .05em) 0,100% .05em)}
.formula .downstrike{clip-path:polygon(0 .05em,.05em 0,100% calc(100% - .05em),calc(100% - .05em) 100%)}
.formula .sout{clip-path:polygon(0 calc(55% + .033em),0 calc(55% - .033em),100% calc(55% - .033em),100% calc(55% + .033em))}
.formula .tml-xcancel{clip-path:polygon(.05em 0,0 .05em,calc(50% - .05em) 50%,0 calc(100% - .05em),.05em 100%,50% calc(50% + .05em),calc(100% - .05em) 100%,100% calc(100% - .05em),calc(50% + .05em) 50%,100% .05em,calc(100% - .05em) 0,50% calc(50% - .05em))}
.formula .tml-vec{transform:scale(.75)}
`;
