//! The inside by criterion: what a key, a page and a refresh cost with 100,000 SIMs, each beside the plain way to do the same.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use naptop::app::{Event, Input, Model, apply_event, apply_input, start};
use naptop::cli::connect::{Services, connect};
use naptop::config::{Config, Flags};
use naptop::domain::column::{DeviceColumn, natural};
use naptop::domain::device::Presence;
use naptop::domain::roster::{COLUMNS, Counts, Order, Page, Put, Search};
use naptop::domain::{Device, Filter, Imsi, Roster, SimId, Slot};
use naptop::keymap::Chord;
use naptop::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIMS: usize = 100_000;
const TYPED: &str = "osaka-07";

fn device(number: usize) -> Device {
    const SITES: [&str; 5] = ["tokyo", "osaka", "nagoya", "札幌", "fukuoka"];
    let imsi = Imsi(format!("44010{number:010}"));
    Device {
        sim_id: SimId(format!("8981100{number:012}")),
        // not in the order in which they are listed
        name: format!("Kiosk-{}-{:05}", SITES[number % SITES.len()], number * 7919 % SIMS),
        status: "active".into(),
        group_id: Some(format!("group-{}", number % 40)),
        imsi: Some(imsi.clone()),
        imsis: vec![imsi],
        presence: if number.is_multiple_of(3) {
            Presence::Offline
        } else {
            Presence::Online
        },
        last_seen: Timestamp::from_second(1_795_000_000 - number as i64).ok(),
        ip: Some(format!("10.{}.{}.{}", number >> 16, number >> 8 & 255, number & 255)),
        subscription: Some("plan01s".into()),
        module: Some("nano".into()),
        air: true,
        tags: [("site".into(), SITES[number % SITES.len()].into())].into(),
        ..Device::default()
    }
}

fn filled(devices: &[Device]) -> (Roster, Vec<Slot>) {
    let mut roster = Roster::default();
    roster.put(&devices.iter().collect(), |_| ());
    let named = roster.slots().collect();
    (roster, named)
}

/// How many are others than before.
fn put(roster: &mut Roster, page: &Page) -> usize {
    let mut others = 0;
    roster.put(page, |put| others += usize::from(put != Put::Same));
    others
}

fn roster(criterion: &mut Criterion) {
    let devices: Vec<Device> = (0..SIMS).map(device).collect();
    let (roster, all) = filled(&devices);
    let counts = Counts::new();

    let mut group = criterion.benchmark_group("a key of the filter, 100,000 SIMs");
    for length in [1, 4, TYPED.len()] {
        let typed = &TYPED[..length];
        let filter = Filter::with_columns(typed, COLUMNS);
        group.bench_function(format!("roster /{typed}"), |bencher| {
            bencher.iter(|| {
                let mut search = Search::new(filter.clone());
                search.go_on(&roster, usize::MAX);
                search
            });
        });
        group.bench_function(format!("text by text /{typed}"), |bencher| {
            let holds = |text: &str| text.to_lowercase().contains(typed);
            let passes = |device: &&Device| {
                holds(&device.name)
                    || holds(&device.sim_id.0)
                    || device.imsis.iter().any(|imsi| holds(&imsi.0))
                    || device.ip.as_deref().is_some_and(holds)
            };
            bencher.iter(|| devices.iter().filter(passes).count());
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("order, 100,000 SIMs");
    group.sample_size(20);
    let mut order = Order::default();
    order.update(&roster, &counts, &all, &all);
    group.bench_function("a column is chosen", |bencher| {
        bencher.iter(|| {
            order.choose(black_box(DeviceColumn::LastSeen));
            while !order.go_on(&roster, &counts, usize::MAX) {}
        });
    });
    order.choose(DeviceColumn::Online);
    while !order.go_on(&roster, &counts, usize::MAX) {}
    group.bench_function("a page has changed", |bencher| {
        bencher.iter_batched_ref(
            || order.clone(),
            |order| order.update(&roster, &counts, &all[5000..5100], &all[5000..5100]),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("all sorted by name, plainly", |bencher| {
        bencher.iter_batched_ref(
            || devices.iter().collect::<Vec<_>>(),
            |devices| devices.sort_by(|a, b| natural(&a.name, &b.name)),
            BatchSize::LargeInput,
        );
    });
    group.finish();

    let mut group = criterion.benchmark_group("a page of 100 SIMs");
    let page: Page = devices[5000..5100].iter().collect();
    group.bench_function("packed", |bencher| {
        bencher.iter(|| devices[5000..5100].iter().collect::<Page>())
    });
    group.bench_function("the same as before", |bencher| {
        bencher.iter_batched_ref(
            || filled(&devices[..10_000]).0,
            |roster| put(roster, &page),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("new", |bencher| {
        bencher.iter_batched_ref(
            || filled(&devices[..5_000]).0,
            |roster| put(roster, &page),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// The services of a demo that nobody asks: its settings alone are wanted.
fn services() -> Services {
    let nowhere = "http://127.0.0.1:9";
    let config = Config::demo(nowhere, nowhere, &Flags::default()).expect("a demo is configured");
    connect(config, Some(("DEMO".into(), "demo".into())), std::sync::Arc::new(|_| ())).expect("clients without calls")
}

fn dashboard(criterion: &mut Criterion) {
    let now: Timestamp = "2026-11-24T12:00:00Z".parse().expect("a time");
    let mut model = Model::new(services().settings(true));
    drop(start(&mut model, now));
    let generation = model.devices.generation;
    drop(apply_event(
        &mut model,
        Event::DevicesPage {
            generation,
            page: Box::new((0..SIMS).map(device).collect()),
        },
        now,
    ));
    drop(apply_event(
        &mut model,
        Event::DevicesDone {
            generation,
            result: Ok(()),
        },
        now,
    ));
    let look = Look::new(true, TimeZone::UTC);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a test backend");
    let mut key = |model: &mut Model, c: char| {
        drop(apply_input(model, Input::Key(Chord::char(c)), now));
        model.settle(now);
        terminal
            .draw(|frame| ui::view(model, &look, now, frame))
            .expect("a test backend");
    };
    (0..SIMS).for_each(|_| model.settle(now));
    key(&mut model, 'j');
    let mut group = criterion.benchmark_group("a key with its frame, 100,000 SIMs at 120x40");
    group.bench_function("j", |bencher| bencher.iter(|| key(&mut model, 'j')));
    group.bench_function("s", |bencher| bencher.iter(|| key(&mut model, 's')));
    key(&mut model, '/');
    group.bench_function("typed, and taken back", |bencher| {
        bencher.iter(|| {
            key(&mut model, 'o');
            drop(apply_input(
                &mut model,
                Input::Key(Chord::plain(naptop::keymap::Key::Backspace)),
                now,
            ));
            model.settle(now);
        });
    });
    group.finish();
}

criterion_group!(inside, roster, dashboard);
criterion_main!(inside);
