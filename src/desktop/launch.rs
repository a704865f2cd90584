//! Starting the program of an app, and waiting for its end: in the terminal, where it has the user's keys, or out of sight.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::child::{quiet, without_credentials};
use super::{Environment, browser, find};
use crate::domain::app::Way;
use crate::domain::failure::Result;
use crate::domain::launch::{Launch, Launched, Means, Program};
use crate::domain::{Failure, Kind};
use crate::files;
use crate::gateway::Browsed;
use crate::say;

/// Who ends well within this has left its work to another program that was running already.
const AT_ONCE: Duration = Duration::from_secs(3);
/// How long a program that was asked to end may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// The first way that can be gone here, or why none can.
pub(super) fn means(environment: &Environment, ways: &[Way], path: Option<&OsStr>) -> Result<Means> {
    let mut missing = Vec::new();
    for way in ways {
        let program = match way {
            Way::Address(_) => match browser::no_browser(environment) {
                Some(why) => return Err(Failure::new(Kind::Invalid, why).advise(say::launched::copy_endpoint())),
                None => None,
            },
            Way::Program { name, .. } => match find::program(name, path) {
                Some(program) => Some(program),
                None => {
                    missing.push(name.as_str());
                    continue;
                }
            },
        };
        return Ok(Means {
            way: way.clone(),
            program,
            rdp_file: rdp_file()?,
        });
    }
    let what = match missing.as_slice() {
        [] => say::launched::no_command().to_owned(),
        [one] => say::launched::not_found(one),
        several => say::launched::none_found(several.join(", ")),
    };
    Err(Failure::new(Kind::Invalid, what).advise(say::launched::install_it()))
}

/// A place for a file that nobody can guess.
fn rdp_file() -> Result<String> {
    let failure = |why: String| Failure::new(Kind::Unexpected, say::launched::no_rdp_file(why));
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| failure(error.to_string()))?;
    let path = std::env::temp_dir().join(format!("naptop-{:032x}.rdp", u128::from_ne_bytes(random)));
    path.into_os_string()
        .into_string()
        .map_err(|path| failure(path.to_string_lossy().into_owned()))
}

/// Starts it, and waits for its end.
pub(super) async fn launch(environment: &Environment, launch: &Launch, stop: &CancellationToken) -> Launched {
    match launch {
        Launch::Program(program) => run(program, stop).await,
        Launch::Address(address) => {
            let (environment, address) = (environment.clone(), address.clone());
            let browsing = tokio::task::spawn_blocking(move || browser::browse(&environment, &address));
            let browsed = tokio::select! {
                browsed = browsing => browsed,
                () = stop.cancelled() => return Launched::Failed(say::told::interrupted().into()),
            };
            match browsed {
                Ok(Browsed::Started) => Launched::Beyond(say::launched::browser()),
                Ok(Browsed::Unclaimed(_)) => Launched::Failed(say::launched::browser_did_not_come().into()),
                Ok(Browsed::Nowhere(why)) => Launched::Failed(why),
                Err(error) => Launched::Failed(error.to_string()),
            }
        }
    }
}

/// A file that is there as long as this is.
struct Kept<'a>(Option<&'a str>);

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        if let Some(path) = self.0 {
            // what is in it opens nothing by itself
            let _ = files::remove(Path::new(path));
        }
    }
}

async fn run(program: &Program, stop: &CancellationToken) -> Launched {
    let mut command = without_credentials(Command::new(&program.path));
    command.args(&program.arguments);
    if !program.terminal {
        command = quiet(command);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
    }
    let file = program.file.as_ref();
    let _kept = Kept(file.map(|(path, _)| path.as_str()));
    if let Some((path, text)) = file
        && let Err(error) = files::replace(Path::new(path), text.as_bytes())
    {
        return Launched::Failed(say::launched::unwritten(path, error));
    }
    let started = Instant::now();
    let status = match job::run(command, program.terminal, stop).await {
        Ok(status) => status,
        Err(error) => return Launched::Failed(say::launched::not_started(program.name(), error)),
    };
    match status.success() {
        true if !program.terminal && started.elapsed() < AT_ONCE => Launched::Beyond(say::launched::running_program()),
        true => Launched::Ended(None),
        false => Launched::Ended(Some(status.to_string())),
    }
}

#[cfg(unix)]
mod job {
    use std::io;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, ExitStatus};

    use rustix::io::Errno;
    use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
    use signal_hook::consts::SIGTSTP;
    use tokio::signal::unix::{SignalKind, signal};
    use tokio_util::sync::CancellationToken;

    use super::PATIENCE;

    /// Runs it as a shell runs a job in the foreground: the keys that interrupt or quit are for it alone, and when it is
    /// stopped this program stops with it.
    pub(super) async fn run(mut command: Command, in_terminal: bool, stop: &CancellationToken) -> io::Result<ExitStatus> {
        let mut changed = signal(SignalKind::child())?;
        // with nobody to hear it, this one would end naptop and leave the access open
        let _quit = signal(SignalKind::quit())?;
        let pid = Pid::from_child(&command.spawn()?);
        let mut asked = false;
        loop {
            match waitpid(Some(pid), WaitOptions::NOHANG | WaitOptions::UNTRACED) {
                Ok(Some((_, status))) if status.stopped() => {
                    if in_terminal {
                        stop_with(pid);
                    }
                    continue;
                }
                Ok(Some((_, status))) => return Ok(ExitStatus::from_raw(status.as_raw())),
                Ok(None) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            tokio::select! {
                _ = changed.recv() => {}
                () = stop.cancelled(), if !asked => {
                    asked = true;
                    send(pid, Signal::TERM);
                    // one that is stopped hears nothing else
                    send(pid, Signal::CONT);
                }
                () = tokio::time::sleep(PATIENCE), if asked => send(pid, Signal::KILL),
            }
        }
    }

    /// Stops this program too; when it goes on, so does the other.
    fn stop_with(pid: Pid) {
        // one that cannot be stopped goes on, and the other with it
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
        send(pid, Signal::CONT);
    }

    fn send(pid: Pid, signal: Signal) {
        // it has not been waited for, so the id is still its own; that it has ended meanwhile is as good
        let _ = kill_process(pid, signal);
    }
}

#[cfg(not(unix))]
mod job {
    use std::io;
    use std::process::{Command, ExitStatus};

    use tokio_util::sync::CancellationToken;

    /// Runs it to its end; one that is asked to end is ended.
    pub(super) async fn run(command: Command, _in_terminal: bool, stop: &CancellationToken) -> io::Result<ExitStatus> {
        let mut child = tokio::process::Command::from(command).spawn()?;
        tokio::select! {
            status = child.wait() => return status,
            () = stop.cancelled() => child.start_kill()?,
        }
        let _ = super::PATIENCE;
        child.wait().await
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, terminal: bool) -> Launch {
        Launch::Program(Program {
            path: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            terminal,
            file: None,
        })
    }

    async fn run_out(launched: &Launch) -> Launched {
        launch(&Environment::default(), launched, &CancellationToken::new()).await
    }

    #[tokio::test]
    async fn how_it_ended_is_told() {
        assert_eq!(run_out(&shell("exit 0", true)).await, Launched::Ended(None));
        assert_eq!(
            run_out(&shell("exit 0", false)).await,
            Launched::Beyond("a program that runs already")
        );
        assert_eq!(
            run_out(&shell("exit 7", false)).await,
            Launched::Ended(Some("exit status: 7".into()))
        );
        assert!(matches!(run_out(&shell("kill -9 $$", true)).await, Launched::Ended(Some(how)) if how.contains("signal: 9")));
        let nothing = Launch::Program(Program {
            path: "/no/such/program".into(),
            arguments: Vec::new(),
            terminal: false,
            file: None,
        });
        assert!(matches!(run_out(&nothing).await, Launched::Failed(why) if why.starts_with("program cannot be started")));
    }

    #[tokio::test]
    async fn one_that_is_to_end_is_asked_and_then_ended() {
        for script in [
            "sleep 60",
            "trap '' TERM; while :; do sleep 0.1; done",
            "kill -STOP $$; sleep 60",
        ] {
            let stop = CancellationToken::new();
            let (running, started) = (shell(script, false), Instant::now());
            let environment = Environment::default();
            let (launched, ()) = tokio::join!(launch(&environment, &running, &stop), async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                stop.cancel();
            });
            assert!(matches!(launched, Launched::Ended(Some(_))), "{script}: {launched:?}");
            assert!(started.elapsed() < Duration::from_secs(20), "{script}");
        }
    }

    #[tokio::test]
    async fn its_file_is_there_while_it_runs_and_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (file, seen) = (folder.path().join("x.rdp"), folder.path().join("seen"));
        let launched = Launch::Program(Program {
            path: "/bin/sh".into(),
            arguments: vec![
                "-c".into(),
                format!("ls -l {0} > {1}; cat {0} >> {1}", file.display(), seen.display()),
            ],
            terminal: true,
            file: Some((file.to_str().unwrap().into(), "full address:s:x\r\n".into())),
        });
        assert_eq!(run_out(&launched).await, Launched::Ended(None));
        let seen = std::fs::read_to_string(seen).unwrap();
        assert!(
            seen.starts_with("-rw-------") && seen.ends_with("full address:s:x\r\n"),
            "{seen}"
        );
        assert!(!file.exists());
    }

    #[test]
    fn what_is_not_here_is_said_with_all_its_names() {
        let ways = ["no-such-viewer {host}", "nor-this {host}"].map(|command| {
            let words: Vec<&str> = command.split(' ').collect();
            Way::of(&words, false).unwrap()
        });
        let here = Environment::default();
        let path = std::env::var_os("PATH");
        let failure = means(&here, &ways, path.as_deref()).unwrap_err();
        assert_eq!(failure.message, "none of no-such-viewer, nor-this is found here");
        let shell = Way::of(&["sh"], false).unwrap();
        let found = means(&here, &[ways[0].clone(), shell], path.as_deref()).unwrap();
        assert!(found.program.unwrap().ends_with("sh"));
        let web = Way::of(&["http://{endpoint}/"], false).unwrap();
        assert!(means(&here, &[web], None).unwrap_err().message.contains("no desktop"));
    }
}
