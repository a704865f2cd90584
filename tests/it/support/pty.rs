//! The real program in a pty: what it writes is kept, and read as a terminal would show it.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A program in a pty.
pub struct Pty {
    child: Program,
    writer: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
    master: Box<dyn MasterPty + Send>,
    reader: JoinHandle<()>,
    reading: Arc<AtomicU8>,
}

/// What the far end does with what is written.
const READS: u8 = 0;
const STALLS: u8 = 1;
const LEAVES: u8 = 2;

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
}

impl Pty {
    /// Starts naptop with these arguments on a screen of that size.
    pub fn naptop(args: &[&str], rows: u16, cols: u16) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_naptop"));
        command.args(args);
        Self::of(&command, rows, cols)
    }

    /// Starts naptop with a command's arguments and environment, besides that of an SSH login without a desktop.
    pub fn of(naptop: &Command, rows: u16, cols: u16) -> Self {
        let mut command = CommandBuilder::new(naptop.get_program());
        command.args(naptop.get_args());
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env("USER", "yamada");
        command.env("LC_ALL", "C.UTF-8");
        command.env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
        for variable in ["DISPLAY", "WAYLAND_DISPLAY", "TMUX", "NO_COLOR", "BROWSER"] {
            command.env_remove(variable);
        }
        for (name, value) in naptop.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = Program(pair.slave.spawn_command(command).unwrap());
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let seen = Arc::new(Mutex::new(Seen {
            parser: vt100::Parser::new(cells(rows), cells(cols), 0),
            bytes: Vec::new(),
        }));
        let sink = seen.clone();
        let reading = Arc::new(AtomicU8::new(READS));
        let wanted = reading.clone();
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                while wanted.load(Ordering::SeqCst) == STALLS {
                    std::thread::sleep(Duration::from_millis(10));
                }
                if wanted.load(Ordering::SeqCst) == LEAVES {
                    break;
                }
                let mut seen = sink.lock().unwrap();
                seen.parser.process(&buffer[..read]);
                seen.bytes.extend_from_slice(&buffer[..read]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            child,
            writer,
            seen,
            master: pair.master,
            reader,
            reading,
        }
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// The screen now.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    /// The screen now, with colours and cursor.
    pub fn drawn(&self) -> vt100::Screen {
        self.seen.lock().unwrap().parser.screen().clone()
    }

    /// Its rows.
    pub fn rows(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let screen = seen.parser.screen();
        screen.rows(0, screen.size().1.into()).collect()
    }

    /// Everything written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen shows that.
    pub fn until(&self, text: &str) -> String {
        self.until_holds(text, |pty| pty.screen().contains(text));
        self.screen()
    }

    /// Waits until that holds.
    pub fn until_holds(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let patience = Instant::now() + Duration::from_secs(30);
        while !holds(self) {
            assert!(Instant::now() < patience, "never: {what}\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.0.process_id().unwrap()
    }

    /// Stops reading what is written, or reads on: a link that is dead for a while.
    pub fn stall(&self, stalls: bool) {
        self.reading.store(if stalls { STALLS } else { READS }, Ordering::SeqCst);
    }

    /// Closes the terminal under the program, which has to write something for that; gives the program.
    pub fn hang_up(mut self) -> Program {
        self.reading.store(LEAVES, Ordering::SeqCst);
        while !self.reader.is_finished() {
            let _ = self.writer.write_all(b"?\x1b");
            std::thread::sleep(Duration::from_millis(50));
        }
        self.child
    }

    /// Whether lines are edited and keys are echoed, as a shell has it.
    #[cfg(unix)]
    pub fn is_cooked(&self) -> bool {
        let modes = format!("{:?}", self.master.get_termios().unwrap().local_flags);
        modes.contains("ICANON") && modes.contains("ECHO") && modes.contains("ISIG")
    }

    /// Gives the terminal any size, also none; what is on the screen then is not looked at.
    pub fn squeeze(&self, rows: u16, cols: u16) {
        self.master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&self, rows: u16, cols: u16) {
        self.seen
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(cols));
        self.squeeze(rows, cols);
    }

    /// Waits for the end.
    pub fn ended(&mut self) -> ExitStatus {
        let Some(status) = self.child.ended() else {
            panic!("it goes on:\n{}", self.screen())
        };
        // what was written last may still be on its way
        std::thread::sleep(Duration::from_millis(100));
        status
    }

    /// Whether the terminal is as it was: no alternate screen, cursor shown, no bracketed paste.
    pub fn is_restored(&self) -> bool {
        let seen = self.seen.lock().unwrap();
        let screen = seen.parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }
}

/// A program that does not outlive its test.
pub struct Program(Box<dyn Child + Send + Sync>);

impl Program {
    /// Waits for the end.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        let patience = Instant::now() + Duration::from_secs(30);
        while Instant::now() < patience {
            if let Some(status) = self.0.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a screen has rows and columns")
}
