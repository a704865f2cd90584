//! A program in a pty of 120x40: what is typed, what its screen shows, and when the byte came that made it so.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Screen;

use crate::Outcome;

const ROWS: u16 = 40;
const COLUMNS: u16 = 120;
/// What follows this closely belongs to the same repaint.
const SAME_REPAINT: Duration = Duration::from_millis(2);

/// What a terminal is asked, and what one with light letters on black says: its colours, where the cursor is, what it is.
const QUESTIONS: [(&[u8], &[u8]); 4] = [
    (b"\x1b]10;?", b"\x1b]10;rgb:c0c0/c0c0/c0c0\x07"),
    (b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x07"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
];

/// A program in a pty; it ends when dropped.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    written: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// When it was started.
    pub started: Instant,
    /// How many bytes it wrote, as far as they were taken in.
    pub bytes: usize,
    /// Whether it asked to be told when the terminal gains or loses the focus.
    pub wants_focus: bool,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts it.
    pub fn start(program: &Command) -> Outcome<Self> {
        let mut command = CommandBuilder::new(program.get_program());
        command.args(program.get_args());
        command.env_clear();
        for (name, value) in program.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size)?;
        let mut reader = pair.master.try_clone_reader()?;
        let writer = pair.master.take_writer()?;
        let (sender, written) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            child,
            writer,
            written,
            screen: vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0),
            started,
            bytes: 0,
            wants_focus: false,
            _master: pair.master,
        })
    }

    /// Types; gives the time right before.
    pub fn keys(&mut self, keys: &str) -> Outcome<Instant> {
        let now = Instant::now();
        self.writer.write_all(keys.as_bytes())?;
        self.writer.flush()?;
        Ok(now)
    }

    /// Waits until the screen is like that; gives when the last byte of the repaint came that made it so.
    pub fn until(&mut self, what: &str, patience: Duration, holds: impl Fn(&Screen) -> bool) -> Outcome<Instant> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            let Some(mut at) = self.take(deadline)? else { break };
            if holds(self.screen()) {
                while let Ok(Some(later)) = self.take(Instant::now() + SAME_REPAINT) {
                    at = later;
                }
                return Ok(at);
            }
        }
        let screen = self.screen().contents();
        Err(format!("the screen never shows {what}:\n{screen}").into())
    }

    /// Lets time pass, and takes in what is written meanwhile.
    pub fn pass(&mut self, time: Duration) -> Outcome<()> {
        let end = Instant::now() + time;
        while Instant::now() < end && self.take(end)?.is_some() {}
        std::thread::sleep(end.saturating_duration_since(Instant::now()));
        Ok(())
    }

    /// Waits until nothing has been written for that long; gives when the last byte came, if any did.
    pub fn quiet(&mut self, time: Duration) -> Outcome<Option<Instant>> {
        let mut last = None;
        while let Some(at) = self.take(Instant::now() + time)? {
            last = Some(at);
        }
        Ok(last)
    }

    /// Takes in what was written before that time; none if nothing was.
    fn take(&mut self, deadline: Instant) -> Outcome<Option<Instant>> {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.written.recv_timeout(left) {
            Ok((at, bytes)) => {
                self.wants_focus |= contains(&bytes, b"\x1b[?1004h");
                self.answer(&bytes)?;
                self.bytes += bytes.len();
                self.screen.process(&bytes);
                Ok(Some(at))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(format!("it ended:\n{}", self.screen().contents()).into()),
        }
    }

    /// Answers what a program asks its terminal, as every terminal does: some wait long for it before they show anything.
    fn answer(&mut self, bytes: &[u8]) -> Outcome<()> {
        for (question, answer) in QUESTIONS {
            if contains(bytes, question) {
                self.writer.write_all(answer)?;
            }
        }
        Ok(self.writer.flush()?)
    }

    /// What it shows.
    pub fn screen(&self) -> &Screen {
        self.screen.screen()
    }

    /// Its process.
    pub fn pid(&self) -> Outcome<u32> {
        self.child.process_id().ok_or_else(|| "it has no process".into())
    }

    /// Waits for its end; gives how long it ran.
    pub fn ended(mut self) -> Outcome<Duration> {
        self.child.wait()?;
        Ok(self.started.elapsed())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}
