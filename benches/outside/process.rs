//! What the system knows of a process, read off `/proc`: nothing where there is none.

use std::fs::{read_dir, read_to_string};
use std::time::Duration;

/// The unit of the times in `/proc/PID/stat`: part of the kernel's interface, the same everywhere.
const TICK: Duration = Duration::from_millis(10);

/// The CPU time that it took so far, in user and kernel, all threads.
pub fn cpu(pid: u32) -> Option<Duration> {
    let ticks: u32 = stat(pid)?.get(11..13)?.iter().sum();
    // either may fall short: ticks are coarse, and threads that ended are on no list
    Some((TICK * ticks).max(of_threads(pid)?))
}

/// The CPU time that the children took that this process waited for.
pub fn cpu_of_children() -> Option<Duration> {
    let ticks: u32 = stat(std::process::id())?.get(13..15)?.iter().sum();
    Some(TICK * ticks)
}

/// The numbers of `/proc/PID/stat` after the name, from the state on.
fn stat(pid: u32) -> Option<Vec<u32>> {
    let text = read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split(' ').map(|field| field.parse().unwrap_or(0)).collect())
}

fn of_threads(pid: u32) -> Option<Duration> {
    let nanoseconds = |text: String| -> Option<u64> { text.split(' ').next()?.parse().ok() };
    let each = threads(pid, "schedstat")?.into_iter().filter_map(nanoseconds);
    Some(Duration::from_nanos(each.sum()))
}

/// How often its threads went to sleep by themselves, so far.
pub fn sleeps(pid: u32) -> Option<u64> {
    let each = threads(pid, "status")?;
    Some(
        each.iter()
            .filter_map(|status| number(status, "voluntary_ctxt_switches:"))
            .sum(),
    )
}

fn threads(pid: u32, file: &str) -> Option<Vec<String>> {
    let folder = read_dir(format!("/proc/{pid}/task")).ok()?;
    Some(
        folder
            .flatten()
            .filter_map(|thread| read_to_string(thread.path().join(file)).ok())
            .collect(),
    )
}

/// How many threads of all programs wanted to run, on average over the last minute.
pub fn load() -> Option<f64> {
    read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// The memory of a process, in KiB.
pub struct Memory {
    /// What is resident.
    pub resident: u64,
    /// The most that ever was.
    pub peak: u64,
    /// Its share of what is resident.
    pub share: Option<u64>,
}

/// The memory that it has.
pub fn memory(pid: u32) -> Option<Memory> {
    let status = read_to_string(format!("/proc/{pid}/status")).ok()?;
    let rollup = read_to_string(format!("/proc/{pid}/smaps_rollup")).ok();
    Some(Memory {
        resident: number(&status, "VmRSS:")?,
        peak: number(&status, "VmHWM:")?,
        share: rollup.and_then(|rollup| number(&rollup, "Pss:")),
    })
}

fn number(text: &str, name: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}
