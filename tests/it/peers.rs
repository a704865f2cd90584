//! naptop and its simulator with peers that this project did not write: boto3, aws-cli, moto, xrdp, xfreerdp. Each is a process.
mod aws;
mod bytes;
pub mod children;
mod clipboard;
mod moto;
pub mod python;
mod rdp;
pub mod site;
