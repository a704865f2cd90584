//! How the program is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // At a fixed place, as Go's programs are, nothing has to be moved at each start: that took half of `naptop --version`.
    // What the loader fills in is filled at once and locked, as ever (see .cargo/config.toml). gcc's library for panics comes
    // along, since to find and load it takes a tenth.
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-arg-bins=-Wl,-z,now");
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}
