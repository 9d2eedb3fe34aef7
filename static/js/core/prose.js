import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * A document's `body`. The only place where the pages take HTML as it comes: the server renders it from
 * Markdown and lets nothing through but text, emphasis, lists, tables and links.
 */
export const prose = (body) => html`<div class="prose" .innerHTML=${body ?? ""}></div>`;
