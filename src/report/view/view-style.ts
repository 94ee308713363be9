import { passageStyle } from "../passage-style.ts";
import { themeStyle } from "../theme-style.ts";

/** The view's style: the list beside the conversation, below it on a narrow screen. */
export const viewStyle = `${themeStyle}${passageStyle}
html, body { height: 100%; }
body { display: grid; grid-template: auto 1fr / minmax(22rem, 27rem) minmax(0, 1fr); font-size: 0.9375rem; line-height: 1.5; }
.top { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; padding: 0.55rem 1rem; border-bottom: 1px solid var(--grid); }
.top h1 { font-size: 1rem; }
.top #notes { color: var(--warning); display: flex; gap: 1rem; flex-wrap: wrap; }
.top button { margin-left: auto; }
nav { display: grid; grid-template-rows: auto 1fr; min-height: 0; border-right: 1px solid var(--grid); }
.narrow { padding: 0.75rem 1rem; border-bottom: 1px solid var(--grid); display: grid; gap: 0.5rem; font-size: 0.8125rem; }
.narrow #search { width: 100%; padding: 0.35rem 0.6rem; font-size: 0.9375rem; }
#menus { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.4rem 0.6rem; }
#menus label { display: grid; min-width: 0; }
#menus span { color: var(--muted); font-size: 0.75rem; }
#menus select { min-width: 0; width: 100%; padding: 0.2rem 0.3rem; text-overflow: ellipsis; }
#menus select[data-set="true"] { border-color: var(--paraphrase); box-shadow: inset 0 0 0 1px var(--paraphrase); }
.state { display: flex; align-items: center; gap: 0.75rem; min-height: 1.9rem; }
.state #count { margin-left: auto; color: var(--muted); font-variant-numeric: tabular-nums; }
#list { overflow-y: auto; min-height: 0; }
#list:focus-visible { outline: none; }
#list:focus-visible .row[aria-selected="true"] { outline: 2px solid var(--paraphrase); outline-offset: -2px; }
.row { position: absolute; left: 0; right: 0; display: flex; align-items: center; gap: 0.5rem; padding: 0 1rem; border-bottom: 1px solid var(--grid); cursor: pointer; font-size: 0.8125rem; line-height: 1.4; }
.row:hover { background: var(--tint); }
.row[aria-selected="true"] { background: var(--band); box-shadow: inset 3px 0 0 var(--paraphrase); }
.what { min-width: 0; flex: 1; color: var(--muted); }
.what, .what .facts { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.arm { color: var(--ink); font-weight: 600; }
.arm::before { content: "●"; margin-right: 0.4em; color: var(--other); }
.arm.paraphrase::before { color: var(--paraphrase); }
.arm.verbatim::before, .arm.recognizable::before, .arm.base::before { content: "◆"; color: var(--published); }
.chips { display: flex; gap: 0.25rem; }
.chip { border: 1px solid var(--rule); border-radius: 99px; padding: 0 0.5em; font-size: 0.75rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.chip.one { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.chip.unscored, .chip.off { border-style: dashed; color: var(--muted); }
main { min-width: 0; overflow-y: auto; padding: 1rem 1.5rem 4rem; outline-offset: -2px; }
.tools { display: flex; justify-content: flex-end; font-size: 0.8125rem; margin-bottom: 0.5rem; }
.tools label { display: flex; gap: 0.5rem; align-items: center; max-width: 100%; color: var(--muted); }
.tools select { min-width: 0; }
.sides { display: grid; gap: 0.9rem 2rem; align-items: start; }
.sides.two { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.sides h2 { font-size: 1.0625rem; overflow-wrap: anywhere; }
.sides header p { font-size: 0.8125rem; overflow-wrap: anywhere; }
.sides a { color: inherit; }
.judged { list-style: none; margin: 0; padding: 0.6rem 0.9rem; background: var(--tint); border-radius: 8px; font-size: 0.8125rem; }
.judged li + li { margin-top: 0.35rem; }
.judged .member { padding-left: 1.25rem; }
.judged .why { color: var(--muted); overflow-wrap: anywhere; max-height: 7.5em; overflow-y: auto; white-space: pre-wrap; }
.across { grid-column: 1 / -1; border-top: 1px solid var(--grid); padding-top: 0.6rem; }
.invariants button { border: 0; padding: 0 0.2em; text-align: left; border-bottom: 2px solid var(--mark); border-radius: 2px; }
[data-colour] { --mark: var(--paraphrase); }
[data-colour="2"] { --mark: var(--published); }
[data-colour="3"] { --mark: #009e73; }
[data-colour="4"] { --mark: #b8578f; }
[data-colour="5"] { --mark: #b59a00; }
[data-colour="0"] { --mark: var(--rule); }
mark[data-invariant] { cursor: pointer; background: color-mix(in srgb, var(--mark) 20%, transparent); border-bottom-color: var(--mark); }
mark.here { outline: 2px solid var(--mark); }
mark sup { font-weight: 600; padding-left: 0.15em; }
@media (max-width: 60rem) {
  body { grid-template: auto minmax(0, 45vh) 1fr / minmax(0, 1fr); }
  nav { border-right: 0; border-bottom: 1px solid var(--rule); overflow-y: auto; grid-template-rows: auto minmax(12rem, 1fr); }
  .sides.two { grid-template-columns: repeat(2, minmax(16rem, 1fr)); overflow-x: auto; }
}
@media print { body { display: block; } nav, .tools, .top button { display: none; } }
`;
