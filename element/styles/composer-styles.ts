export const composerStyles = `
.composer{padding:calc(var(--gap) * 1.5);border:1px solid var(--ck-border-strong);border-radius:calc(var(--ck-radius-bubble) + 4px);background:var(--ck-raised);transition:border-color .15s ease-out}
.composer:focus-within{border-color:var(--ck-accent-text)}
.composer.locked{background:var(--ck-subtle)}
.composer-row{display:flex;align-items:flex-end;gap:8px}
.input{flex:1;min-width:0;max-height:min(38vh,260px);padding:calc(6px + var(--gap) * .25) calc(var(--gap) * 2.25);border:0;background:none;resize:none;overflow-y:auto;line-height:1.5}
.root .input:focus-visible{outline:none}
.input::placeholder{color:var(--ck-muted);opacity:1}
.input:disabled{cursor:not-allowed}
.root .icon-button.send{width:34px;height:34px;border-radius:min(var(--ck-radius-control),50%);border-radius:var(--ck-radius-control);background:var(--ck-accent);color:var(--ck-on-accent)}
.root .icon-button.send:hover{background:var(--ck-accent-hover);color:var(--ck-on-accent)}
.root .icon-button.send:disabled{background:var(--ck-hover);color:var(--ck-muted)}
.root .icon-button.stop .icon{fill:currentColor}
.draft-quote{display:flex;align-items:flex-start;gap:8px;margin-bottom:calc(var(--gap) * 1.5);padding:6px 4px 6px 12px;border-radius:calc(var(--ck-radius-bubble) - 4px);background:var(--ck-subtle);font-size:.8667em;color:var(--ck-secondary)}
.draft-quote>.icon{margin-top:.5em;color:var(--ck-muted)}
.draft-quote blockquote{flex:1;min-width:0;padding:5px 0!important;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;white-space:pre-wrap}
.composer .attachments{justify-content:flex-start;padding:6px 6px 10px!important}
.composer .thumbnail{width:64px;height:64px}
.composer .file{padding-inline-end:34px}
.root .remove{position:absolute;top:-6px;inset-inline-end:-6px;width:24px;height:24px;border-radius:50%;background:var(--ck-raised);border:1px solid var(--ck-border-strong)}
.remove .icon{width:12px;height:12px}
.composer .upload .file{padding-inline:8px 34px}
.upload-preview{width:32px;height:32px;border-radius:6px;object-fit:cover}
.upload-words{display:flex;flex-direction:column;gap:4px;min-width:0}
.upload progress{width:100%;min-width:96px;height:4px;border:0;border-radius:2px;overflow:hidden;appearance:none;background:var(--ck-hover);accent-color:var(--ck-accent)}
.upload progress::-webkit-progress-bar{background:var(--ck-hover)}
.upload progress::-webkit-progress-value{background:var(--ck-accent-text)}
.upload progress::-moz-progress-bar{background:var(--ck-accent-text)}
.upload.failed .file{border-color:var(--ck-danger)}
.upload-reason{max-width:18rem;color:var(--ck-danger)}
.root .file-refusal{padding:2px 8px 6px}
.drop-here{position:absolute;inset:8px;z-index:20;display:flex;align-items:center;justify-content:center;gap:8px;border:2px dashed var(--ck-accent-text);border-radius:var(--ck-radius-block);background:var(--ck-raised);color:var(--ck-accent-text);font-weight:500;pointer-events:none}
.root .icon-button.attach{width:34px;height:34px;border-radius:var(--ck-radius-control)}
.icon-button.attach::after{top:auto;bottom:calc(100% + 6px);inset-inline:0 auto}
.root .icon-button.microphone{width:34px;height:34px;border-radius:var(--ck-radius-control)}
.icon-button.microphone::after{top:auto;bottom:calc(100% + 6px)}
.dictation{display:flex;align-items:center;gap:8px;min-height:34px;padding-top:2px}
.dictation-cancel::after{top:auto;bottom:calc(100% + 6px);inset-inline:0 auto}
.dictation-words{flex:1;font-size:.9333em}
.meter{display:flex;flex:1;align-items:center;justify-content:flex-end;gap:2px;min-width:0;height:24px;overflow:hidden}
.meter i{flex:0 1 3px;height:12%;min-height:3px;border-radius:2px;background:var(--ck-accent-text);transition:height .09s linear}
.timer{font-size:.8667em;font-variant-numeric:tabular-nums;color:var(--ck-secondary)}
.root :is(.dictation-failed,.too-long,.return-reason){padding:4px 8px 2px}
.closed{display:flex;align-items:center;justify-content:center;gap:8px;padding:calc(var(--gap) * 3)!important;border-radius:var(--ck-radius-block);background:var(--ck-subtle);color:var(--ck-secondary);font-size:.9333em;text-align:center}
@media (pointer:coarse){.input{font-size:max(16px,1em);padding-block:9px}.root .icon-button:is(.send,.microphone,.attach){width:44px;height:44px}.root .remove{width:32px;height:32px}}
@media (forced-colors:active){.root .icon-button.send{border:1px solid ButtonText}.composer:focus-within{border-color:Highlight}}
`;
