//! One streaming URL from the command line: the CPU it costs and how often the services are asked, beside the AWS CLI.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::spawn;
use std::time::Instant;

use tempfile::TempDir;

use crate::Outcome;
use crate::bench::Bench;
use crate::naptop;
use crate::peers;
use crate::process;
use crate::report::{Figure, Samples};

const TIMES: u32 = 10;

/// Measures it.
pub fn measure(bench: &mut Bench) -> Outcome<()> {
    let home = TempDir::new()?;
    let simulator = Simulator::start(&home)?;
    let arguments = ["open", "kiosk-tokyo-01", "--new", "--json"];
    let mut open = naptop::on(&simulator.soracom.url, &arguments, &home);
    on_aws(&mut open, &simulator.appstream.url);
    let ours = simulator.cost(&mut open)?;
    let mut beside = Vec::new();
    if let Some(mut command) = peers::alone("aws", &home, &mut bench.report) {
        on_aws(&mut command, &simulator.appstream.url);
        command.args([
            "appstream",
            "create-streaming-url",
            "--endpoint-url",
            &simulator.appstream.url,
        ]);
        command.args([
            "--stack-name",
            "naptop-stack",
            "--fleet-name",
            "naptop-fleet",
            "--user-id",
            "yamada",
        ]);
        command.args([
            "--application-id",
            "RemoteDesktopBat",
            "--session-context",
            "/v:203.0.113.20:15068",
        ]);
        beside.push((
            "`aws appstream create-streaming-url`, which opens no mapping",
            simulator.cost(&mut command)?,
        ));
    }
    let theirs = |figure: fn(&Cost) -> Figure| -> Vec<(&str, Figure)> {
        beside.iter().map(|(name, cost)| (*name, figure(cost))).collect()
    };
    let report = &mut bench.report;
    let what = |what: &str| format!("`naptop open`, mapping and URL: {what}");
    report.row(what("CPU"), ours.cpu, &theirs(|cost| cost.cpu));
    report.row(what("time on loopback"), ours.time, &theirs(|cost| cost.time));
    report.row(what("requests"), ours.requests, &theirs(|cost| cost.requests));
    Ok(())
}

fn on_aws(command: &mut Command, appstream: &str) {
    command
        .env("AWS_ENDPOINT_URL_APPSTREAM", appstream)
        .env("AWS_REGION", "ap-northeast-1")
        .env("AWS_DEFAULT_REGION", "ap-northeast-1")
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("NAPTOP_STACK", "naptop-stack")
        .env("NAPTOP_FLEET", "naptop-fleet");
}

/// What one run of a command costs.
struct Cost {
    cpu: Figure,
    time: Figure,
    requests: Figure,
}

/// `naptop simulate`, and a counter before each of its services.
struct Simulator {
    process: Child,
    soracom: Counter,
    appstream: Counter,
}

impl Simulator {
    fn start(home: &TempDir) -> Outcome<Self> {
        let mut process = naptop::bare(&["simulate"], home).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("it has no output")?).read_line(&mut line)?;
        let urls: serde_json::Value = serde_json::from_str(&line)?;
        let counter = |service: &str| Counter::before(urls[service].as_str().ok_or("it does not say where it is")?);
        Ok(Self {
            process,
            soracom: counter("soracom")?,
            appstream: counter("appstream")?,
        })
    }

    fn asked(&self) -> usize {
        self.soracom.count.load(Ordering::SeqCst) + self.appstream.count.load(Ordering::SeqCst)
    }

    fn cost(&self, command: &mut Command) -> Outcome<Cost> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (cpu, asked) = (process::cpu_of_children(), self.asked());
        let mut time = Samples::default();
        for _ in 0..TIMES {
            let started = Instant::now();
            let output = command.output()?;
            time.push(started.elapsed());
            if !output.status.success() {
                return Err(String::from_utf8_lossy(&output.stderr).into());
            }
        }
        let spent = process::cpu_of_children().zip(cpu).map(|(after, before)| after - before);
        Ok(Cost {
            cpu: Figure::time(spent.unwrap_or_default() / TIMES),
            time: time.median(),
            requests: Figure::new((self.asked() - asked) as f64 / f64::from(TIMES), ""),
        })
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A way to a service, on which requests are counted.
struct Counter {
    url: String,
    count: Arc<AtomicUsize>,
}

impl Counter {
    fn before(url: &str) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let counter = Self {
            url: format!("http://{}", listener.local_addr()?),
            count: Arc::default(),
        };
        let to = url.strip_prefix("http://").ok_or("it is not on loopback")?.to_owned();
        let count = counter.count.clone();
        spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(&to) else { continue };
                let (Ok(near2), Ok(far2)) = (near.try_clone(), far.try_clone()) else {
                    continue;
                };
                let count = count.clone();
                spawn(move || pass(near2, far2, &count));
                spawn(move || pass(far, near, &AtomicUsize::new(0)));
            }
        });
        Ok(counter)
    }
}

/// Hands on; a request's first line ends alike everywhere, and an answer's begins so.
fn pass(mut from: TcpStream, mut to: TcpStream, count: &AtomicUsize) {
    const END_OF_LINE: &[u8] = b" HTTP/1.1\r\n";
    let _ = to.set_nodelay(true);
    let mut buffer = [0; 65536];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let requests = buffer[..read]
            .windows(END_OF_LINE.len())
            .filter(|window| *window == END_OF_LINE);
        count.fetch_add(requests.count(), Ordering::SeqCst);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
