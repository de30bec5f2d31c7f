//! A plot with two logarithmic axes, as SVG text.

use std::fmt::Write;

/// Points of one line.
#[derive(Clone, Debug)]
pub struct Series {
    /// What the line shows.
    pub name: String,
    /// Pairs of positive numbers, in ascending order of the first.
    pub points: Vec<(f64, f64)>,
}

/// What stands along the axes.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    /// Above the plot.
    pub title: &'static str,
    /// Below the horizontal axis.
    pub horizontal: &'static str,
    /// Beside the vertical axis.
    pub vertical: &'static str,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 40.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 55.0;

/// Distinguishable in print and to most colour-blind readers (Okabe and Ito, "Color universal design", 2008).
const COLOURS: [&str; 5] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"];

/// One axis: whole powers of ten at both ends.
#[derive(Clone, Copy)]
struct Axis {
    least: i32,
    most: i32,
    from: f64,
    to: f64,
}

impl Axis {
    fn new(numbers: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (least, most) = numbers
            .map(f64::log10)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), n| (least.min(n), most.max(n)));
        let (least, most) = (power(least.floor()), power(most.ceil()));
        Self { least, most: most.max(least + 1), from, to }
    }

    /// Where on the page a number lies.
    fn at(self, number: f64) -> f64 {
        let share = (number.log10() - f64::from(self.least)) / f64::from(self.most - self.least);
        self.from + share * (self.to - self.from)
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the exponent of a measured number")]
fn power(exponent: f64) -> i32 {
    exponent as i32
}

/// Draws the series.
///
/// # Panics
///
/// When there is no point at all.
#[must_use]
pub fn log_log(labels: Labels, series: &[Series]) -> String {
    let points = || series.iter().flat_map(|series| &series.points);
    assert!(points().next().is_some(), "a plot shows at least one point");
    let x = Axis::new(points().map(|point| point.0), LEFT, WIDTH - RIGHT);
    let y = Axis::new(points().map(|point| point.1), HEIGHT - BOTTOM, TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n"
    );
    let middle = f64::midpoint(LEFT, WIDTH - RIGHT);
    text(&mut svg, (middle, 22.0), "middle", labels.title);
    text(&mut svg, (middle, HEIGHT - 12.0), "middle", labels.horizontal);
    text(&mut svg, (8.0, TOP - 8.0), "start", labels.vertical);
    grid(&mut svg, x, y);
    for ((index, series), colour) in series.iter().enumerate().zip(COLOURS.iter().cycle()) {
        line(&mut svg, series, colour, (x, y));
        let row = TOP + 18.0 * (f64::from(u32::try_from(index).unwrap_or(0)) + 1.0);
        let _ =
            writeln!(svg, "<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"{colour}\"/>", LEFT + 14.0, row - 4.0);
        text(&mut svg, (LEFT + 24.0, row), "start", &series.name);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Lines and numbers at every power of ten.
fn grid(svg: &mut String, x: Axis, y: Axis) {
    let number = |exponent: i32| {
        let digits = usize::try_from(-exponent).unwrap_or(0);
        format!("{:.digits$}", 10_f64.powi(exponent))
    };
    let mut rule = |from: (f64, f64), to: (f64, f64)| {
        let _ = writeln!(
            svg,
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#ddd\"/>",
            from.0, from.1, to.0, to.1
        );
    };
    for exponent in x.least..=x.most {
        let at = x.at(10_f64.powi(exponent));
        rule((at, y.from), (at, y.to));
    }
    for exponent in y.least..=y.most {
        let at = y.at(10_f64.powi(exponent));
        rule((x.from, at), (x.to, at));
    }
    for exponent in x.least..=x.most {
        text(svg, (x.at(10_f64.powi(exponent)), y.from + 18.0), "middle", &number(exponent));
    }
    for exponent in y.least..=y.most {
        text(svg, (x.from - 6.0, y.at(10_f64.powi(exponent)) + 4.0), "end", &number(exponent));
    }
}

fn line(svg: &mut String, series: &Series, colour: &str, (x, y): (Axis, Axis)) {
    let places: Vec<(f64, f64)> = series.points.iter().map(|point| (x.at(point.0), y.at(point.1))).collect();
    let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
        path.join(" ")
    );
    for (x, y) in places {
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>");
    }
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>");
}
