/** Changes the text of an element that holds nothing else, past React. What stays the same is not laid out anew. */
export function setText(element: HTMLElement, text: string): void {
  const node = element.firstChild ?? element.appendChild(document.createTextNode(""));
  if (node.nodeValue !== text) node.nodeValue = text;
}
