export const layoutStyles = `
:host{display:block;height:100%;min-width:0;min-height:0;contain:layout style}
:host([hidden]){display:none}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.root{scrollbar-width:thin;scrollbar-color:var(--ck-border-strong) transparent;--gap:calc(4px * var(--ck-density,1));--ring:0 0 0 2px var(--ck-background),0 0 0 4px var(--ck-accent-text);position:relative;
  display:flex;height:100%;min-height:0;overflow:hidden;background:var(--ck-background);color:var(--ck-text);
  font:400 var(--ck-base-size,15px)/1.55 var(--ck-font);-webkit-font-smoothing:antialiased;
  text-align:start;letter-spacing:normal;overflow-wrap:break-word}
:where(p,ul,ol,dl,dd,figure,blockquote,h1,h2,h3,h4,h5,h6){margin:0;padding:0}
:where(ul,ol){list-style:none}
:where(h1,h2,h3,h4,h5,h6){font-size:1em;font-weight:600}
:where(button,input,textarea){font:inherit;color:inherit;letter-spacing:inherit}
:where(a){color:var(--ck-accent-text)}
.main{display:flex;flex-direction:column;flex:1;min-width:0;min-height:0}
.header{display:flex;align-items:center;gap:calc(var(--gap) * .5);flex:none;min-height:calc(36px + var(--gap) * 4);
  padding:calc(var(--gap) * 2) calc(var(--gap) * 3);border-bottom:1px solid var(--ck-border)}
.root .title{min-width:0;padding:0 calc(var(--gap) * 1.5);font-size:.9667em;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.title-box{min-width:0;outline:none}
.spacer{flex:1}
.column{width:100%;max-width:46rem;margin:0 auto;padding:0 calc(var(--gap) * 4)}
.foot{flex:none;width:100%;max-width:46rem;margin:0 auto;padding:0 calc(var(--gap) * 3) calc(var(--gap) * 3)}
.start{flex:1;min-height:0;overflow-y:auto;display:flex;flex-direction:column}
.start-inner{width:100%;max-width:46rem;margin:auto auto 0;padding:calc(var(--gap) * 6) calc(var(--gap) * 4) calc(var(--gap) * 4)}
.wide .start-inner{margin:auto}
.root .greeting{font-size:1.5333em;line-height:1.3;letter-spacing:-.018em;font-weight:600;text-wrap:balance;margin-bottom:calc(var(--gap) * 5)}
.prompts{display:grid;gap:calc(var(--gap) * 2)}
.wide .prompts{grid-template-columns:1fr 1fr}
.prompts li{display:flex}
.prompt{display:flex;align-items:center;gap:calc(var(--gap) * 3);width:100%;min-height:44px;padding:calc(var(--gap) * 2.25) calc(var(--gap) * 3.5);
  text-align:start;line-height:1.4;background:none;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);cursor:pointer;
  transition:background .15s ease-out,border-color .15s ease-out}
.prompt .icon{flex:none;color:var(--ck-muted)}
.prompt:hover{background:var(--ck-subtle);border-color:var(--ck-border-strong)}
.state{margin:auto;padding:calc(var(--gap) * 6);max-width:22rem;text-align:center;color:var(--ck-secondary)}
.state>.icon{width:1.6em;height:1.6em;color:var(--ck-muted);margin-bottom:calc(var(--gap) * 2)}
.state-title{color:var(--ck-text);font-weight:600;text-wrap:balance}
.state .buttons{justify-content:center}
.state>.button,.state .buttons{margin-top:calc(var(--gap) * 4)}
.hidden-text{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bone{display:block;height:.9em;margin:.65em 0;border-radius:6px;background:var(--ck-hover)}
.bone.short{width:62%}
.bone.bubble-bone{width:56%;height:2.6em;margin:1.6em 0 1.6em auto;border-radius:var(--ck-radius-bubble)}
.bone.bubble-bone.small{width:38%}
.disclaimer{text-wrap:balance;margin-top:calc(var(--gap) * 2);font-size:.8em;line-height:1.45;text-align:center;color:var(--ck-muted)}
.disclaimer.strong{color:var(--ck-text)}
@media (prefers-reduced-motion:no-preference){
  .bone{animation:bone 1.6s ease-in-out infinite}
  @keyframes bone{50%{opacity:.45}}
}
@media (max-height:420px){.header{min-height:0;padding-block:calc(var(--gap) * .5)}.foot{padding-bottom:calc(var(--gap) * 1.5)}
  .disclaimer{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}
@media print{.root,.transcript{height:auto;overflow:visible}.foot,.header .icon-button{display:none}}
@media (forced-colors:active){.bone,.prompt{border:1px solid CanvasText}}
`;
