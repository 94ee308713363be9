const marks = /\{\{|\}\}|\{%|%\}|\{#|#\}/g;

/**
 * Text as a template that says exactly that text: braces that would be tags are written as strings
 * in one.
 */
export function escapeTemplate(text: string): string {
  return text.replace(marks, (mark) => `{{ "${mark}" }}`);
}
