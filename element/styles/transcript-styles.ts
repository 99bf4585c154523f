export const transcriptStyles = `
.transcript-frame{position:relative;display:flex;flex:1;min-height:0}
.transcript{flex:1;min-width:0;min-height:0;overflow-y:auto;overflow-anchor:none;scrollbar-gutter:stable;scrollbar-width:thin;padding:calc(var(--gap) * 4) 0}
.message{display:flex;flex-direction:column;align-items:flex-end;gap:calc(var(--gap) * 1.5);margin-inline-start:auto;max-width:min(85%,36rem)}
.answer+.message,.message+.message{margin-top:calc(var(--gap) * 7)}
.message+.answer{margin-top:calc(var(--gap) * 5)}
.bubble{max-width:100%;padding:calc(var(--gap) * 2.25) calc(var(--gap) * 3.75);border-radius:var(--ck-radius-bubble);background:var(--ck-bubble);white-space:pre-wrap;transition:opacity .2s ease-out}
.bubble{overflow-wrap:anywhere}
.bubble code{font-family:var(--ck-font-mono);font-size:.8667em}
.bubble :not(pre)>code{padding:.12em .38em;border-radius:5px;background:var(--ck-hover)}
.bubble .code{margin:calc(var(--gap) * 1.5) 0;white-space:normal;background:var(--ck-raised)}
.bubble>.code:first-child{margin-top:calc(var(--gap) * 1)}
.bubble>.code:last-child{margin-bottom:calc(var(--gap) * 1)}
.message.failed .bubble{opacity:.75}
.message-quote{max-width:100%;padding-inline-start:calc(var(--gap) * 2.5)!important;border-inline-start:2px solid var(--ck-border-strong);color:var(--ck-secondary);font-size:.8667em;
  display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;white-space:pre-wrap}
.tag{display:inline;padding:.05em .4em;border:0;border-radius:6px;background:var(--ck-accent-soft);font-weight:500}
.root .tag{color:var(--ck-accent-text)}
button.tag{cursor:pointer}
.not-sent{font-size:.8667em;color:var(--ck-danger);text-align:end}
.not-sent>span{display:block}
.not-sent .text-button+.text-button{margin-inline-start:calc(var(--gap) * 2)}
.root .unanswered{display:flex;align-items:baseline;gap:.6em;margin-top:calc(var(--gap) * 5);font-size:.8667em;color:var(--ck-secondary)}
.attachments{display:flex;flex-wrap:wrap;gap:8px;justify-content:flex-end;max-width:100%}
.attachments li{position:relative;min-width:0;max-width:100%}
.thumbnail{display:block;width:112px;height:112px;object-fit:cover;border-radius:var(--ck-radius-block);border:1px solid var(--ck-border);background:var(--ck-subtle)}
.file{display:flex;align-items:center;gap:8px;max-width:100%;min-height:44px;padding:6px 12px;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);font-size:.8667em}
.file .icon{color:var(--ck-muted)}
.file-name{max-width:12rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:500}
.file-kind{color:var(--ck-muted);font-size:.9em}
.answer{min-width:0}
.answer>*+*{margin-top:calc(var(--gap) * 3)}
.waiting{display:flex;align-items:center;gap:.5em;min-height:1.55em;color:var(--ck-secondary)}
.message+.waiting{margin-top:calc(var(--gap) * 5)!important}
.answer+.waiting{margin-top:calc(var(--gap) * 3)!important}
.waiting .icon{color:var(--ck-muted)}
.root .waiting{margin-top:calc(var(--gap) * 4)}
.actions{display:flex;align-items:center;gap:2px;margin-inline-start:-7px;min-height:32px}
.root .answer>.actions{margin-top:calc(var(--gap) * 1)}
.actions .icon{width:1.1em;height:1.1em}
.answer.earlier>.actions{opacity:0;transition:opacity .15s ease-out}
.answer.earlier:hover>.actions,.answer.earlier:focus-within>.actions{opacity:1}
.stopped,.turn-end{color:var(--ck-secondary);font-size:.8667em}
.root .turn-end{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .6em}
.root .not-displayed{display:inline-block;padding:6px 12px;border:1px dashed var(--ck-border-strong);border-radius:8px;color:var(--ck-secondary);font-size:.8667em}
.older{display:flex;align-items:center;justify-content:center;gap:8px;padding:8px!important;font-size:.8667em;color:var(--ck-secondary);text-align:center}
.notice{display:flex;gap:calc(var(--gap) * 2.5);padding:calc(var(--gap) * 3) calc(var(--gap) * 3.5);border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);background:var(--ck-subtle)}
.notice>.icon{margin-top:.18em;color:var(--ck-secondary)}
.notice.danger{background:var(--ck-danger-soft);border-color:transparent}
.notice.danger>.icon,.notice.danger .notice-title{color:var(--ck-danger)}
.notice.warning{background:var(--ck-warning-soft);border-color:transparent}
.notice.warning>.icon,.notice.warning .notice-title{color:var(--ck-warning)}
.notice-body{min-width:0;flex:1}
.notice-body>*+*{margin-top:calc(var(--gap) * 2)}
.root .notice-body>.button{margin-top:calc(var(--gap) * 2.5)}
.notice-title{font-weight:600}
.root .jump{position:absolute;bottom:12px;left:50%;margin-left:-17px;width:34px;height:34px;border-radius:50%;border:1px solid var(--ck-border);background:var(--ck-raised);box-shadow:var(--ck-shadow)}
.root .jump:hover{background:var(--ck-hover)}
.workflow-head{color:var(--ck-secondary);font-size:.8667em}
.root .tasks{margin:calc(var(--gap) * 1) 0 0 .45em;padding-inline-start:calc(var(--gap) * 3.5);border-inline-start:1px solid var(--ck-border)}
.task-line{display:flex;gap:.55em;padding:3px 0;font-size:.8667em;color:var(--ck-secondary)}
.task-line>.icon{margin-top:.15em;color:var(--ck-muted)}
.task-line.complete>.icon{color:var(--ck-good)}
.task-body{min-width:0;flex:1}
.task-title{color:var(--ck-text)}
.task-title em{font-style:normal;color:var(--ck-secondary)}
.chips{display:flex;flex-wrap:wrap;gap:6px;margin-top:4px!important}
.chip{display:inline-block;padding:.1em .6em;border:1px solid var(--ck-border);border-radius:999px;font-size:.8667em;max-width:100%;overflow:hidden;text-overflow:ellipsis}
.generated img{display:block;max-width:100%;border-radius:var(--ck-radius-block)}
.image-bone{aspect-ratio:1;width:min(100%,320px);height:auto;border-radius:var(--ck-radius-block)}
.generated progress{width:min(100%,320px);margin-top:8px;accent-color:var(--ck-accent)}
.questions{display:grid;gap:calc(var(--gap) * 3);padding:calc(var(--gap) * 4);border:1px solid var(--ck-border);border-radius:var(--ck-radius-block)}
.questions dt{font-weight:500}
.questions dd{color:var(--ck-secondary)}
.questions.panel{gap:calc(var(--gap) * 2);padding:calc(var(--gap) * 3.5);border-color:var(--ck-border-strong);border-radius:calc(var(--ck-radius-bubble) + 4px);background:var(--ck-raised)}
.question-list{display:grid;gap:calc(var(--gap) * 4);max-height:min(46vh,360px);overflow-y:auto;margin:0 calc(var(--gap) * -2);padding:0 calc(var(--gap) * 2);transition:opacity .15s ease-out}
.questions[aria-busy] .question-list{opacity:.55}
.question{display:grid;gap:6px;margin:0;padding:0;border:0;min-width:0}
.question legend{padding:0;margin-bottom:4px;font-weight:600;line-height:1.4}
.question-count{font-size:.8333em;color:var(--ck-secondary);font-variant-numeric:tabular-nums}
.question .w-choices>.w-input{margin-top:4px}
.questions .buttons{align-items:center;padding-top:calc(var(--gap) * 1)}
.questions .button:disabled,.questions .text-button:disabled{opacity:.55;cursor:default}
.skipped,.hint{color:var(--ck-muted)}
@media (hover:none){.answer.earlier>.actions{opacity:1}}
@media (prefers-reduced-motion:no-preference){
  .answer:not(.earlier)>*{animation:arrive .18s ease-out}
  .message.sending{animation:arrive .18s ease-out}
  @keyframes arrive{from{opacity:0;transform:translateY(4px)}}
}
@media (forced-colors:active){.bubble,.notice,.file{border:1px solid CanvasText}.answer.earlier>.actions{opacity:1}}
`;
