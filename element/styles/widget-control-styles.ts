/** Buttons and fields of widgets. `--w-h` is the height that the server asked for. */
export const widgetControlStyles = `
.w-button{position:relative;display:inline-flex;align-items:center;justify-content:center;gap:.45em;flex:none;max-width:100%;min-height:var(--w-h,36px);padding:2px calc(var(--w-h,36px) * .38);border:1px solid transparent;
  border-radius:min(var(--ck-radius-control),10px);background:none;font-size:.9333em;font-weight:500;line-height:1.3;cursor:pointer;transition:background .15s ease-out,border-color .15s ease-out;
  --w-ink:var(--ck-text);--w-soft:var(--ck-hover);--w-fill:var(--ck-text);--w-on:var(--ck-background)}
.w-button.primary{--w-ink:var(--ck-accent-text);--w-soft:var(--ck-accent-soft);--w-fill:var(--ck-accent);--w-on:var(--ck-on-accent)}
.w-button.pill,.w-input.pill{border-radius:999px}
.w-button.block{display:flex;width:100%}
.w-button.uniform{width:var(--w-h,36px);padding:0}
.root .w-button.solid{background:var(--w-fill);color:var(--w-on)}
.root .w-button.solid:hover{background:color-mix(in srgb,var(--w-fill) 90%,var(--ck-background))}
.root .w-button.soft{background:var(--w-soft);color:var(--w-ink)}
.root .w-button.outline{border-color:var(--ck-border-strong);background:var(--ck-raised);color:var(--w-ink)}
.root .w-button.ghost{color:var(--w-ink)}
.root .w-button:is(.soft,.outline,.ghost):hover{background:var(--ck-hover)}
.root .w-button:is(:disabled,[aria-disabled=true]:not([aria-busy])){background:var(--ck-hover);border-color:transparent;color:var(--ck-muted);cursor:default}
.w-button[aria-busy]{cursor:progress}
.w-button .spinner{width:.95em;height:.95em;border-color:color-mix(in srgb,currentColor 30%,transparent);border-top-color:currentColor}
.w-button-label{min-width:0;overflow-wrap:anywhere}
.w-field{display:flex;flex-direction:column;gap:4px;min-width:0}
.w-box.row>.w-choice,.w-field.block{width:100%}
.w-label{display:block;margin-bottom:calc(var(--gap) * -1.5);color:var(--ck-text)}
.w-box.row>.w-label{margin:0}
.w-input{width:100%;min-height:var(--w-h,36px);padding:4px var(--w-gutter,12px);border:1px solid var(--ck-border-strong);border-radius:min(var(--ck-radius-control),10px);background:var(--ck-background);font-size:.9333em;line-height:1.5;transition:border-color .15s ease-out}
.w-input.soft{border-color:transparent;background:var(--ck-hover)}
.w-input.area{resize:vertical;padding-block:7px;overflow-y:auto}
.w-input::placeholder{color:var(--ck-muted);opacity:1}
.w-input:hover:not(:disabled){border-color:var(--ck-muted)}
.root .w-input:focus-visible,.w-editable:focus-visible{border-color:var(--ck-accent-text);outline:1px solid var(--ck-accent-text);outline-offset:0}
.w-input:disabled{color:var(--ck-muted);background:var(--ck-subtle);border-color:var(--ck-border);cursor:default}
.w [aria-invalid=true]{border-color:var(--ck-danger)!important}
.w-input.date{width:auto;min-width:10.5em;align-self:flex-start}
.w-field.block .w-input.date{width:100%}
.w-editable{width:100%;margin:-3px -6px;padding:2px 5px;border:1px solid transparent;border-radius:6px;background:none;line-height:1.5;resize:none}
.w-editable:hover{border-color:var(--ck-border-strong)}
.w-error{font-size:.8333em;line-height:1.45;color:var(--ck-danger)}
.w>.w-error{margin-top:6px}
.w-choices{display:flex;flex-direction:column;gap:2px}
.w-choices.row{flex-direction:row;flex-wrap:wrap;gap:2px 20px}
.w-choice{display:flex;align-items:flex-start;gap:10px;min-height:32px;padding:4px 0;line-height:1.5;cursor:pointer}
.w-choices.col .w-choice{margin-inline:-8px;padding-inline:8px;border-radius:8px;transition:background .12s ease-out}
.w-choices.col .w-choice:hover{background:var(--ck-hover)}
.w-choices.col .w-choice:has(:checked){background:var(--ck-accent-soft)}
.w-choice>span{min-width:0}
.w-choice input{flex:none;width:16px;height:16px;margin:calc((1lh - 16px) / 2) 0 0;accent-color:var(--ck-accent)}
.w-choice:has(:disabled){color:var(--ck-muted);cursor:default;background:none!important}
.w-select-box{position:relative;display:flex;max-width:100%}
.w-input.select{display:flex;align-items:center;gap:8px;text-align:start;cursor:pointer}
.root .w-input.select.empty .w-select-text{color:var(--ck-muted)}
.w-input.select.ghost{border-color:transparent;background:none}
.root .w-input.select.solid{background:var(--ck-text);color:var(--ck-background);border-color:transparent}
.root .w-input.select.solid.empty .w-select-text{color:inherit}
.w-input.select .icon{flex:none;margin-inline-start:auto;color:var(--ck-muted)}
.w-input.select.clearable .w-select-text{padding-inline-end:24px}
.w-select-text{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.w-clear{position:absolute;inset-inline-end:32px;top:50%;width:24px;height:24px;margin-top:-12px;padding:0;display:grid;place-items:center;border:0;border-radius:6px;background:none;cursor:pointer}
.root .w-clear{color:var(--ck-muted);--w-icon:14px}
.w-clear:hover{background:var(--ck-hover)}
.w-popup{position:fixed;inset:auto;margin:0;padding:4px;max-width:min(420px,calc(100vw - 16px));overflow-y:auto;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);background:var(--ck-raised);box-shadow:var(--ck-shadow);color:var(--ck-text);font:inherit}
.w-search{position:sticky;top:-4px;z-index:1;width:calc(100% + 8px);margin:-4px -4px 4px;min-height:38px;padding:4px 12px;border:0;border-bottom:1px solid var(--ck-border);background:var(--ck-raised);font-size:.9333em}
.root .w-search:focus-visible{outline:none;border-bottom-color:var(--ck-accent-text)}
.w-option{display:flex;align-items:center;gap:10px;min-height:34px;padding:5px 10px;border-radius:calc(var(--ck-radius-block) - 4px);font-size:.9333em;line-height:1.4;cursor:pointer}
.w-option.active{background:var(--ck-hover)}
.w-option[aria-disabled=true]{color:var(--ck-muted);cursor:default}
.w-option-text{display:grid;flex:1;min-width:0}
.w-option small{font-size:.9em;color:var(--ck-secondary)}
.w-option .icon{color:var(--ck-accent-text)}
.w-empty{padding:8px 10px!important;font-size:.9333em;color:var(--ck-secondary)}
@media (pointer:coarse){
  .w-button{min-height:max(44px,var(--w-h,36px))}
  .w-button.uniform{width:max(44px,var(--w-h,36px))}
  .w-input{min-height:max(44px,var(--w-h,36px));font-size:max(16px,1em)}
  .w-choice,.w-option,.w-search{min-height:44px;padding-block:10px}
  .w-clear{width:44px;height:44px;margin-top:-22px}
}
@media (forced-colors:active){
  .w-button,.w-input,.w-clear{border:1px solid ButtonText!important}
  .w-button:disabled,.w-button[aria-disabled=true]{color:GrayText!important;border-color:GrayText!important}
  .w-option.active{outline:2px solid Highlight}
}
`;
