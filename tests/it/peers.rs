//! naptop and its simulator with peers that this project did not write: boto3, aws-cli, xrdp, xfreerdp. Each runs as a process.
mod aws;
mod bytes;
pub mod children;
mod rdp;
mod site;
