//! What the simulated SIMs and groups are called: as mixed as in a Japanese field operation. Nothing else about them.

/// The groups of the fleet.
pub(super) const GROUPS: [&str; 6] = [
    "kiosks",
    "東日本-物流",
    "西日本-物流",
    "factory-gateways",
    "ﾃﾞｼﾞﾀﾙｻｲﾈｰｼﾞ",
    "Field test (2026)",
];

const CITIES: [(&str, &str); 12] = [
    ("tokyo", "東京"),
    ("osaka", "大阪"),
    ("nagoya", "名古屋"),
    ("sapporo", "札幌"),
    ("fukuoka", "福岡"),
    ("sendai", "仙台"),
    ("hiroshima", "広島"),
    ("yokohama", "横浜"),
    ("kobe", "神戸"),
    ("kyoto", "京都"),
    ("naha", "那覇"),
    ("niigata", "新潟"),
];

/// The name of the device with this index; none for a few, and two devices share one.
pub(super) fn name(index: usize, random: &mut fastrand::Rng) -> Option<String> {
    let (latin, kanji) = CITIES[random.usize(..CITIES.len())];
    let number = random.u32(1..100);
    let shape = random.u32(..14);
    match index {
        0 => return Some("kiosk-tokyo-01".to_owned()),
        1 => return Some("ｶﾞﾚｰｼﾞ-01".to_owned()),
        2 => return Some("東京-中央倉庫-01".to_owned()),
        4 | 13 => return Some("POS端末-名古屋-03".to_owned()),
        8 => return Some("kiosk-osaka-07".to_owned()),
        9 => return None,
        _ if index % 29 == 28 => return None,
        _ => {}
    }
    Some(match shape {
        0 => format!("{kanji}-中央倉庫-{number:02}"),
        1 => format!("ｶﾞﾚｰｼﾞ-{number:02}"),
        2 => format!("POS端末-{kanji}-{number:02}"),
        3 => format!("Gateway {latin} {number}"),
        4 => format!("第{}工場　監視カメラ{number:02}", ['１', '２', '３'][index % 3]),
        5 => format!("ﾎﾟﾝﾌﾟ室-{kanji}-{number}"),
        6 => format!("signage_{latin}_{number:02}"),
        7 => format!("bus-{number:03} ({kanji})"),
        8 => format!("冷蔵ｼｮｰｹｰｽ{number:02}"),
        9 => format!("🚜 tractor-{number}"),
        10 => format!("{kanji}市上下水道局-配水池-遠隔監視装置-予備系-第三系統-{number:04}"),
        11 => format!("AGV-{index:05}"),
        _ => format!("kiosk-{latin}-{number:02}"),
    })
}
