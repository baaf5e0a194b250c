//! Other tools of this trade, and what each is better at.

use super::parts::{Lead, Link, Sources, Title};
use super::prose::Prose;
use jwt_debugger::content::{Content, Tool};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn ToolsView(content: Arc<Content>) -> impl IntoView {
    let item = |tool: &Tool| {
        view! {
            <li>
                <h2>
                    <Link href=tool.url.to_string() text=tool.name.to_string()/>
                    <small class="quiet">{format!(" {} · {}", tool.kind, tool.licence)}</small>
                </h2>
                <p><Prose nodes=&tool.better/></p>
                <Sources links=&tool.source/>
            </li>
        }
    };
    view! {
        <Title text="Other tools"/>
        <Lead text="What other tools are better at than this page. Libraries have a directory of their own."/>
        <ul class="summaries">{content.tools.iter().map(item).collect_view()}</ul>
    }
}
