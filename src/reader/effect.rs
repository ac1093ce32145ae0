//! What `update` orders; `session` carries it out.

use std::sync::Arc;
use std::time::Duration;

use super::Ticket;
use crate::article::{Article, Link};

/// An order.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read article number so of the list; answer with [`super::Msg::Loaded`].
    Load(Ticket, usize),
    /// Annotate this; answer with [`super::Msg::Annotated`].
    Annotate(Ticket, Arc<Article>),
    /// Put the words on the clipboard.
    Copy(String),
    /// Open the link in the browser.
    Open(Link),
    /// Say [`super::Msg::Expired`] when this time is over.
    Wake(Ticket, Duration),
    /// Draw every cell again.
    Redraw,
    /// Give the terminal back for a while.
    Suspend,
    /// End.
    Quit,
}

/// Orders, in order.
#[derive(Clone, Debug, Default)]
pub struct Effects(pub Vec<Effect>);

impl Effects {
    /// Returns no orders.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns one order.
    pub fn one(effect: Effect) -> Self {
        Self(vec![effect])
    }

    /// Adds an order.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Adds all orders of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}
