//! Opening a link in the first of several programs that works, without blocking the screen.

use super::Session;
use crate::article::Link;
use crate::reader::Command;
use crate::session::SessionError;
use crate::session::browser::{self, Launch, LaunchState, OpenFault};
use crate::session::loop_event::LoopEvent;
use crate::session::open_attempt::OpenAttempt;

impl Session {
    /// Opens a link in the first program that works. If none does, shows the reasons and an alternative.
    pub(super) fn open_link(&mut self, link: Link) -> Result<(), SessionError> {
        let setting = &self.app.settings.view.browser;
        let openers = browser::find_openers(setting, self.browser.as_deref(), &link);
        let untried = self.untried.take().filter(|attempt| attempt.link == link);
        self.try_openers(untried.unwrap_or_else(|| OpenAttempt {
            link,
            rest: openers.into(),
            faults: Vec::new(),
            name: String::new(),
        }))
    }

    /// Starts the programs of an attempt until one works, or until one runs whose result comes later as
    /// [`LoopEvent::Launch`].
    fn try_openers(&mut self, mut attempt: OpenAttempt) -> Result<(), SessionError> {
        while let Some(mut opener) = attempt.rest.pop_front() {
            attempt.name.clone_from(&opener.name);
            let fault = if opener.takes_terminal {
                // Without a held event, keys are read at this moment, and the program would get only some of them.
                if self.n_held_events == 0 && !attempt.faults.is_empty() {
                    attempt.rest.push_front(opener);
                    self.offer_next(attempt);
                    return Ok(());
                }
                match self.lend_terminal(|| opener.run_in_terminal())? {
                    Ok(LaunchState::Failed(status)) => OpenFault::Ended(status),
                    Ok(LaunchState::Running | LaunchState::Done) => return Ok(()),
                    Err(why) => OpenFault::NotStarted(why),
                }
            } else {
                match opener.launch() {
                    Ok(launch) => {
                        self.watch_launch(launch, attempt);
                        return Ok(());
                    }
                    Err(why) => OpenFault::NotStarted(why),
                }
            };
            let name = std::mem::take(&mut attempt.name);
            attempt.faults.push((name, fault));
        }
        let copies = self.app.key_of(Command::CopyLink);
        let why = browser::describe_faults(&attempt.faults);
        self.app.notice = Some(format!("{why}; {copies} copies it, or set $BROWSER"));
        Ok(())
    }

    /// Watches a program in the background. If a text browser is to be tried after it, keys are held until it is known
    /// whether the program works.
    fn watch_launch(&mut self, launch: Launch, attempt: OpenAttempt) {
        let needs_keys = attempt.rest.iter().any(|opener| opener.takes_terminal);
        let sender = self.sender.clone();
        let mut attempt = Some(attempt);
        let report = move |state| {
            let is_failed = matches!(state, LaunchState::Failed(_));
            let attempt = if is_failed { attempt.take() } else { None };
            // Sending fails only if the loop has ended.
            let _ = sender.send(LoopEvent::Launch(state, attempt));
        };
        let is_watched = launch.watch(report).is_ok();
        self.is_launching |= is_watched && needs_keys && self.n_held_events > 0;
    }

    /// Handles news of a program: if it failed, tries the next one.
    pub(super) fn receive_launch(
        &mut self,
        state: LaunchState,
        attempt: Option<OpenAttempt>,
    ) -> Result<(), SessionError> {
        self.is_launching = false;
        if let (LaunchState::Failed(status), Some(mut attempt)) = (state, attempt) {
            let name = std::mem::take(&mut attempt.name);
            attempt.faults.push((name, OpenFault::Ended(status)));
            self.try_openers(attempt)?;
        }
        if !self.is_launching {
            self.release_events();
        }
        Ok(())
    }

    /// Signals to the input thread that all events were handled.
    pub(super) fn release_events(&mut self) {
        for _ in 0..std::mem::take(&mut self.n_held_events) {
            // Fails only if the input thread has ended.
            let _ = self.handled.send(());
        }
    }

    /// Says that a text browser is next, which the user has to start.
    fn offer_next(&mut self, attempt: OpenAttempt) {
        let (key, name) = (self.app.key_of(Command::Browse), &attempt.name);
        let why = browser::describe_faults(&attempt.faults);
        self.app.notice = Some(format!("{why}; {key} tries `{name}`"));
        self.untried = Some(attempt);
    }
}
