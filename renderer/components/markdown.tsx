/**
 * Markdown as React elements: what is written becomes text nodes, never HTML. Raw HTML in it is shown as typed,
 * links are shown with their address and lead nowhere, images are named instead of fetched.
 */
import { createElement, Fragment, type ReactNode } from "react";
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: false, linkify: false });
type Token = ReturnType<typeof parser.parse>[number];
const allowed = new Set("p h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em s table thead tbody tr th td".split(" "));

export function Markdown({ text }: { readonly text: string }) {
  return <div className="markdown">{render(parser.parse(text, {}))}</div>;
}

function render(tokens: readonly Token[]): ReactNode[] {
  interface Open {
    readonly tag: string;
    readonly address: string;
    readonly children: ReactNode[];
  }
  const root: Open = { tag: "", address: "", children: [] };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;
  let key = 0;
  for (const token of tokens) {
    key += 1;
    if (token.nesting === 1) {
      stack.push({ tag: token.tag, address: String(token.attrGet("href") ?? ""), children: [] });
    } else if (token.nesting === -1) {
      const closed = stack.pop() ?? root;
      top().children.push(element(closed.tag, closed.address, closed.children, key));
    } else {
      top().children.push(<Fragment key={key}>{leaf(token)}</Fragment>);
    }
  }
  return root.children;
}

function element(tag: string, address: string, children: ReactNode[], key: number): ReactNode {
  if (tag === "a") {
    return (
      <span key={key} className="address" title={address}>
        {children}
      </span>
    );
  }
  return allowed.has(tag) ? createElement(tag, { key }, ...children) : <Fragment key={key}>{children}</Fragment>;
}

function leaf(token: Token): ReactNode {
  switch (token.type) {
    case "inline":
      return render(token.children ?? []);
    case "code_inline":
      return <code>{token.content}</code>;
    case "fence":
    case "code_block":
      return (
        <pre>
          <code>{token.content}</code>
        </pre>
      );
    case "softbreak":
      return "\n";
    case "hardbreak":
      return <br />;
    case "hr":
      return <hr />;
    case "image":
      return `[image: ${token.content}]`;
    default:
      return token.content;
  }
}
