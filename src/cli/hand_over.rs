//! Telling of an access that is open, and handing it over: as JSON or in words, to the clipboard, to the browser.

use std::path::Path;

use tokio_util::sync::CancellationToken;

use super::connect::Services;
use super::json::OpenedJson;
use super::print;
use crate::desktop::SystemDesktop;
use crate::domain::failure::Result;
use crate::domain::{Countdown, Device, Failure, Kind, Opened, rdp};
use crate::files;
use crate::gateway::{Browsed, Desktop};
use crate::say;

/// An access, and whose it is.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// Where it leads.
    pub device: &'a Device,
    /// What is open.
    pub opened: &'a Opened,
    /// Why, if that was said.
    pub reason: Option<&'a str>,
    /// Who opened it.
    pub operator: &'a str,
}

impl<'a> Told<'a> {
    /// As INTERFACE has it.
    pub async fn json(&self, services: &Services) -> OpenedJson<'a> {
        let history = services.access.history().await;
        OpenedJson::new(self, history.record_of(&self.opened.mapping), services.access.clock.now())
    }

    /// Prints on stderr what the user should know besides.
    pub fn print_notes(&self) {
        for note in &self.opened.notes {
            print::note(note);
        }
    }

    /// Prints the document, or on stdout what a script pastes (the URL, else the endpoint) and the rest on stderr.
    pub async fn print(&self, services: &Services, json: bool) -> Result<()> {
        let (opened, now) = (self.opened, services.access.clock.now());
        self.print_notes();
        if json {
            return print::json(&self.json(services).await);
        }
        let (device, mapping) = (self.device.label(), &opened.mapping);
        let (port, endpoint, left) = (mapping.device_port, &mapping.endpoint, mapping.time_left(now));
        let sources = mapping.told_sources();
        print::note(&match opened.reused {
            true => say::told::open_already(device, port, endpoint, left, sources),
            false => say::told::open(device, port, endpoint, left, sources),
        });
        if !opened.reused && !self.device.fee_paid_this_month(now) {
            print::note(say::form::fee_starts());
        }
        if let Some(link) = &opened.link {
            let opens_for = Countdown::new(services.access.clock.when(link.until), now).text();
            print::note(&say::told::url_opens_for(opens_for));
        }
        print::out(&self.text())
    }

    /// Writes a .rdp file that leads there, for its owner alone, where that was asked for.
    pub fn write_rdp(&self, file: Option<&Path>) -> Result<()> {
        let Some(file) = file else { return Ok(()) };
        let text = rdp::file(&self.opened.mapping.endpoint.to_string());
        files::replace(file, text.as_bytes()).map_err(|error| {
            let message = say::launched::unwritten(file.display(), error);
            Failure::new(Kind::Invalid, message).advise(say::told::folder_of_yours())
        })?;
        print::note(&say::told::leads_to(file.display(), &self.opened.mapping.endpoint));
        Ok(())
    }

    /// Copies it and opens it in the browser, where that was asked for.
    ///
    /// A browser comes for the URL when it has started: that is waited for, but no longer than until `stop`.
    pub async fn hand_over(&self, services: &Services, copy: bool, browser: bool, stop: &CancellationToken) {
        let desktop = SystemDesktop::beside_output(services.clipboard());
        let link = self.opened.link.as_ref();
        if copy {
            let what = match link {
                Some(_) => say::links::the_url(),
                None => say::told::the_endpoint(),
            };
            print::note(&desktop.copy(&self.text()).message(what));
        }
        if let (true, Some(link)) = (browser, link) {
            let url = link.url().to_owned();
            let browsing = tokio::task::spawn_blocking(move || desktop.browse(&url));
            let browsed = tokio::select! {
                browsed = browsing => browsed,
                () = stop.cancelled() => return,
            };
            match browsed {
                Ok(Browsed::Started) => print::note(say::links::opened()),
                Ok(Browsed::Unclaimed(limit)) => {
                    print::note(&say::told::browser_did_not_come(limit.as_secs()));
                }
                Ok(Browsed::Nowhere(reason)) => print::note(&say::told::no_browser(reason)),
                Err(error) => print::note(&say::told::no_browser(error)),
            }
        }
    }

    fn text(&self) -> String {
        let endpoint = || self.opened.mapping.endpoint.to_string();
        self.opened.link.as_ref().map_or_else(endpoint, |link| link.url().to_owned())
    }
}
