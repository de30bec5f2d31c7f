//! The rules seen from outside: each rule's cases, what spans several children, the policy, and the page.

#[cfg(test)]
mod duty;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod hard;
#[cfg(test)]
mod page;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod soft;
#[cfg(test)]
mod spanning;
#[cfg(test)]
#[cfg(test)]
mod staying;
