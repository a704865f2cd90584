//! The real loop, driven by a key string, on a screen that can be read while it runs.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures::Stream;
use jiff::tz::TimeZone;
use naptop::app::{Input, Model};
use naptop::cli::connect::Limits;
use naptop::config::Flags;
use naptop::domain::Failure;
use naptop::domain::Kind;
use naptop::domain::alerts::Ways;
use naptop::domain::app::Way;
use naptop::domain::launch::{Launch, Launched, Means};
use naptop::gateway::{Browsed, Copied, Desktop};
use naptop::keymap::{Chord, Key};
use naptop::runtime::{self, Board, Parts, Suspend, TerminalEvent};
use naptop::simulator::Simulator;
use naptop::ui::Look;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::services::services_within;

fn board(limits: Limits, simulator: &Simulator, flags: &Flags) -> Board {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    let services = services_within(limits, simulator, flags, runtime::listener(sender.clone()));
    Board {
        access: services.access.clone(),
        aws: services.aws.clone(),
        model: Model::new(services.settings(true)),
        events: (sender, receiver),
    }
}

/// A dashboard that runs.
pub struct Flow {
    screen: Screen,
    input: Keyboard,
    running: JoinHandle<Model>,
    pub desktop: Arc<RecordingDesktop>,
}

impl Flow {
    /// Starts the dashboard on that simulator, at 120x40.
    pub fn start(simulator: &Simulator) -> Self {
        Self::start_with(simulator, |_| {})
    }

    pub fn start_with(simulator: &Simulator, set: impl FnOnce(&mut Model)) -> Self {
        Self::start_by(simulator, &Flags::default(), set)
    }

    pub fn start_by(simulator: &Simulator, flags: &Flags, set: impl FnOnce(&mut Model)) -> Self {
        Self::start_within(Limits::default(), simulator, flags, set)
    }

    pub fn start_within(limits: Limits, simulator: &Simulator, flags: &Flags, set: impl FnOnce(&mut Model)) -> Self {
        Self::start_on((120, 40), limits, simulator, flags, set)
    }

    /// Starts it on a screen of so many columns and rows.
    pub fn start_on(
        size: (u16, u16),
        limits: Limits,
        simulator: &Simulator,
        flags: &Flags,
        set: impl FnOnce(&mut Model),
    ) -> Self {
        let mut board = board(limits, simulator, flags);
        set(&mut board.model);
        Self::start_boards(size, vec![board])
    }

    /// Starts the dashboard on several accounts, by their names.
    pub fn start_accounts(accounts: &[(&str, &Simulator)]) -> Self {
        let named = |(name, simulator): &(&str, &Simulator)| {
            let mut board = board(super::services::impatient(), simulator, &Flags::default());
            board.model.settings.profile = (*name).to_owned();
            board
        };
        Self::start_boards((120, 40), accounts.iter().map(named).collect())
    }

    fn start_boards((width, height): (u16, u16), boards: Vec<Board>) -> Self {
        let screen = Screen::new(width, height);
        let input = Keyboard::default();
        let desktop = Arc::new(RecordingDesktop::default());
        let parts = Parts {
            boards,
            desktop: desktop.clone(),
            suspend: Box::new(NoSuspend),
            look: Look::new(true, TimeZone::UTC),
            workers: tokio::runtime::Handle::current().into(),
        };
        let (backend, events) = (screen.clone(), input.clone());
        let running = tokio::spawn(async move {
            let mut terminal = Terminal::new(backend).unwrap();
            let mut left = runtime::run(&mut terminal, parts, events).await;
            left.settle().await;
            let (mut models, ended) = left.into_models();
            ended.unwrap();
            models.remove(0)
        });
        Self {
            screen,
            input,
            running,
            desktop,
        }
    }

    /// Types keys: characters, and names in angle brackets, e.g. `/kiosk<Enter>x`.
    pub fn keys(&self, keys: &str) {
        for chord in chords(keys) {
            self.input.press(chord);
        }
    }

    /// Waits until the screen shows that.
    pub async fn until(&self, text: &str) -> String {
        self.until_screen(text, |screen| screen.contains(text)).await
    }

    /// Waits until the screen no longer shows that.
    pub async fn until_gone(&self, text: &str) -> String {
        self.until_screen(&format!("no {text}"), |screen| !screen.contains(text))
            .await
    }

    async fn until_screen(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            let screen = self.text();
            if holds(&screen) {
                return screen;
            }
            assert!(Instant::now() < patience, "the screen never showed {what}:\n{screen}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The screen as text, without the gap behind each wide character.
    pub fn text(&self) -> String {
        self.screen.text()
    }

    /// How many frames were drawn so far.
    pub fn frames(&self) -> usize {
        self.screen.shared.lock().unwrap().frames
    }

    /// Waits until the dashboard has ended by itself.
    pub async fn ended(self) -> Model {
        tokio::time::timeout(Duration::from_secs(20), self.running)
            .await
            .expect("the dashboard goes on")
            .unwrap()
    }
}

/// Keys as crossterm reports them: its stream keeps the first waker that meets it empty, and wakes no other.
#[derive(Clone, Default)]
struct Keyboard {
    pressed: Arc<Mutex<(VecDeque<TerminalEvent>, Option<Waker>)>>,
}

impl Keyboard {
    fn press(&self, chord: Chord) {
        let mut pressed = self.pressed.lock().unwrap();
        pressed.0.push_back(TerminalEvent::Input(Input::Key(chord)));
        if let Some(waker) = pressed.1.take() {
            waker.wake();
        }
    }
}

impl Stream for Keyboard {
    type Item = TerminalEvent;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<TerminalEvent>> {
        let mut pressed = self.pressed.lock().unwrap();
        match pressed.0.pop_front() {
            Some(event) => Poll::Ready(Some(event)),
            None => {
                pressed.1.get_or_insert_with(|| context.waker().clone());
                Poll::Pending
            }
        }
    }
}

fn chords(keys: &str) -> Vec<Chord> {
    let mut chords = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            chords.push(name.parse().unwrap());
            rest = after;
        } else {
            chords.push(Chord::plain(Key::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    chords
}

/// Remembers what was copied, opened, told and started.
#[derive(Default)]
pub struct RecordingDesktop {
    pub copied: Mutex<Vec<String>>,
    pub browsed: Mutex<Vec<String>>,
    /// What was started.
    pub launched: Mutex<Vec<Launch>>,
    /// Whether what is started goes on until it may end; else it ends at once.
    pub goes_on: AtomicBool,
    pub may_end: Notify,
    /// Whether no program is here.
    pub bare: AtomicBool,
    pub alerts: Mutex<Vec<(String, Ways)>>,
    pub titles: Mutex<Vec<String>>,
    pub saved: Mutex<Vec<(String, String)>>,
}

#[async_trait]
impl Desktop for RecordingDesktop {
    fn copy(&self, text: &str) -> Copied {
        self.copied.lock().unwrap().push(text.to_owned());
        Copied::Terminal
    }

    fn browse(&self, url: &str) -> Browsed {
        self.browsed.lock().unwrap().push(url.to_owned());
        Browsed::Nowhere("no browser in a test".into())
    }

    fn means(&self, ways: &[Way]) -> Result<Means, Failure> {
        if self.bare.load(Ordering::SeqCst) {
            return Err(Failure::new(Kind::Missing, "no viewer is found here"));
        }
        let way = ways.first().unwrap().clone();
        Ok(Means {
            program: matches!(way, Way::Program { .. }).then(|| "/bin/program".into()),
            way,
            rdp_file: "/tmp/test.rdp".into(),
        })
    }

    async fn launch(&self, launch: &Launch, stop: &CancellationToken) -> Launched {
        self.launched.lock().unwrap().push(launch.clone());
        if self.goes_on.load(Ordering::SeqCst) {
            tokio::select! {
                () = self.may_end.notified() => {}
                () = stop.cancelled() => {}
            }
        }
        Launched::Ended(None)
    }

    fn alert(&self, text: &str, ways: Ways) {
        self.alerts.lock().unwrap().push((text.to_owned(), ways));
    }

    fn title(&self, text: &str) {
        self.titles.lock().unwrap().push(text.to_owned());
    }

    fn save(&self, name: &str, contents: &str) -> Result<PathBuf, Failure> {
        self.saved.lock().unwrap().push((name.to_owned(), contents.to_owned()));
        Ok(PathBuf::from("/work").join(name))
    }
}

struct NoSuspend;

impl Suspend for NoSuspend {
    fn suspend(&mut self) {}

    fn retake(&mut self) {}

    fn lend(&mut self, _said: &str) {}

    fn pause(&mut self, _said: &str) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::ready(()))
    }
}

/// A test backend that can be read while the terminal owns it.
#[derive(Clone)]
struct Screen {
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    backend: TestBackend,
    frames: usize,
}

impl Screen {
    fn new(width: u16, height: u16) -> Self {
        let backend = TestBackend::new(width, height);
        Self {
            shared: Arc::new(Mutex::new(Shared { backend, frames: 0 })),
        }
    }

    fn text(&self) -> String {
        let shared = self.shared.lock().unwrap();
        let buffer = shared.backend.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                text.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            }
            text.push('\n');
        }
        text
    }

    fn with<T>(&self, f: impl FnOnce(&mut TestBackend) -> Result<T, core::convert::Infallible>) -> io::Result<T> {
        Ok(f(&mut self.shared.lock().unwrap().backend).unwrap_or_else(|never| match never {}))
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.shared.lock().unwrap().frames += 1;
        self.with(|backend| backend.draw(content))
    }
    fn hide_cursor(&mut self) -> io::Result<()> {
        self.with(Backend::hide_cursor)
    }
    fn show_cursor(&mut self) -> io::Result<()> {
        self.with(Backend::show_cursor)
    }
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.with(Backend::get_cursor_position)
    }
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.with(|backend| backend.set_cursor_position(position))
    }
    fn clear(&mut self) -> io::Result<()> {
        self.with(Backend::clear)
    }
    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.with(|backend| backend.clear_region(clear_type))
    }
    fn size(&self) -> io::Result<Size> {
        self.with(|backend| backend.size())
    }
    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.with(Backend::window_size)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.with(Backend::flush)
    }
}
