//! Links that open this page, and those that arrive while it is open.

use super::super::browser;
use super::{Act, KeyInput, Source, State};
use jwt_debugger::base::text::Text;
use jwt_debugger::engine::jwa;
use jwt_debugger::key::{self, Options, ParsedKey};
use jwt_debugger::session::link::{self, Link, holds_linked};
use leptos::prelude::*;
use std::sync::Arc;

impl State {
    /// Fills the page for the first time, and hears the browser from then on.
    pub(super) fn start(self) {
        // The sample first: a link takes its place, and one without a token leaves it.
        if let Some(first) = jwa::ALGORITHMS.first() {
            self.put_sample(first);
        }
        let in_query = browser::take_query(link::refuse_query);
        let linked = browser::take_fragment(link::read);
        let brings_token = linked.as_ref().is_some_and(|link| link.token.is_some());
        if let Some(link) = linked {
            self.open_link(link);
        }
        self.refused.update(|refused| refused.extend(in_query));
        // What was pasted while the program was on its way. It came after the link, whose token can be had back.
        match browser::early_text() {
            Some(text) if brings_token => self.replace_token(text.into()),
            Some(text) => self.put_token(text.into()),
            None => {}
        }
        browser::on_fragment(move || {
            if let Some(link) = browser::take_fragment(link::read) {
                self.act(Act::Linked, || self.open_link(link));
            }
        });
        browser::on_behind(move |is_behind| self.behind.set(is_behind));
        browser::settle_before_events();
        browser::every_second_while_visible(move || self.now.set(browser::now()));
    }

    /// Takes what a link brought. Its key takes the place of the one in the field, if only by none: a verdict under the old key
    /// would mix what two people chose.
    pub(super) fn open_link(self, link: Link) {
        let Link { token, key, expectations, refused } = link;
        self.refused.set(refused);
        let Some(token) = token else { return };
        self.stop_key_jobs();
        self.key_input.set(KeyInput::of_link(key.unwrap_or_default()));
        let (mut policy, mut expected) = (self.policy.get_untracked(), self.expected.get_untracked());
        expectations.replace(&self.from_link.get_untracked(), &mut policy, &mut expected);
        self.policy.set(policy);
        self.expected.set(expected);
        self.from_link.set(expectations);
        self.draft.set(None);
        self.source.set(Source::new(token));
    }

    /// Takes what a link that was pasted brought beside its token. A key that the person entered goes before that of a link.
    pub(super) fn take_key_of(self, link: Link) {
        self.refused.set(link.refused);
        let has_own =
            self.key_input.with_untracked(|input| !input.text.is_empty() && !input.sample) && !self.key_is_linked();
        if let Some(key) = link.key.filter(|_| !has_own) {
            self.stop_key_jobs();
            self.key_input.set(KeyInput::of_link(key));
        }
    }

    /// Whether the key field holds the key that came with a link.
    pub fn key_is_linked(self) -> bool {
        let linked = self.linked.get();
        match (self.key.get().as_deref(), linked.as_deref()) {
            (Some(Ok(held)), Some(linked)) => holds_linked(held, linked),
            _ => false,
        }
    }

    /// The key that came with a link is the person's own from now on.
    pub fn own_key(self) {
        self.key_input.update(|input| input.linked = None);
    }

    /// What came with the last link, and is expected now, in words; empty if nothing is.
    pub fn expected_by_link(self) -> String {
        let expected = self.expected.get();
        self.from_link.with(|link| self.policy.with(|policy| link.told(policy, expected)))
    }
}

/// The key of a link, read.
pub(super) fn read_key(text: &Text) -> Option<Arc<ParsedKey>> {
    key::read(text, &Options::default())?.ok().map(Arc::new)
}
