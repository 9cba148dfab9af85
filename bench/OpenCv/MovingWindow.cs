using Stvg.Core.Frames;

namespace Stvg.Bench;

/// <summary>
/// A camera that moves, made of one that stood: a window of the standing camera's picture that moves over it by a known rule. What a rotating and
/// zooming camera sees of things that are far away.
/// </summary>
/// <param name="Name">What it does.</param>
/// <param name="At">Where its middle is, in shares of the room that it has (-1 to 1 to each side), how large a part it shows, and its turn in degrees, at a second.</param>
internal sealed record MovingWindow(string Name, Func<double, WindowPlace> At)
{

    /// <summary>The window's sides as shares of the picture's.</summary>
    public const double Share = 0.7;

    /// <summary>At rest in the middle: the still clip.</summary>
    public static MovingWindow Rest { get; } = new("rest", static _ => new WindowPlace(0, 0, 1, 0));

    /// <summary>What is measured.</summary>
    public static MovingWindow[] All { get; } =
    [
        new("pan", static t => new WindowPlace(0.8 * Wave(t, 6), 0.25 * Wave(t, 9), 1, 0)),
        new("zoom", static t => new WindowPlace(0, 0, 1 + (0.22 * Wave(t, 5)), 0)),
        new("shake", static t => new WindowPlace(
            (0.10 * Wave(t, 0.83)) + (0.08 * Wave(t, 0.37)), (0.10 * Wave(t, 0.71)) + (0.08 * Wave(t, 0.31)), 1, (0.5 * Wave(t, 0.9)) + (0.3 * Wave(t, 0.43)))),
        // Stands for four seconds, turns to the next view within one, and so on.
        new("views", static t => new WindowPlace(Views(t, [0, 0.75, -0.75, 0.2]), Views(t, [0, -0.5, 0.5, 0.3]), 1 + (0.12 * Views(t, [0, -1, 0.5, 1])), 0)),
    ];

    /// <summary>From the standing camera's picture to the window's.</summary>
    /// <param name="size">Of the standing camera's picture.</param>
    /// <param name="second">When.</param>
    public Similarity ToWindow(FrameSize size, double second)
    {
        var place = At(second);
        var window = SizeOf(size);
        // What zooms out needs more room.
        double room = (1 - (Share * Math.Max(place.Part, 1))) / 2;
        double x = size.Width * (0.5 + (room * place.X)), y = size.Height * (0.5 + (room * place.Y));
        double angle = place.Degrees * Math.PI / 180, a = Math.Cos(angle) / place.Part, b = Math.Sin(angle) / place.Part;
        return new Similarity(a, b, (window.Width / 2.0) - (a * x) + (b * y), (window.Height / 2.0) - (b * x) - (a * y));
    }

    /// <summary>The window's picture, even sides.</summary>
    public static FrameSize SizeOf(FrameSize size) => new((int)(size.Width * Share / 2) * 2, (int)(size.Height * Share / 2) * 2);

    private static double Wave(double second, double period) => Math.Sin(2 * Math.PI * second / period);

    private static double Views(double second, double[] places)
    {
        const double stay = 4, turn = 1;
        var number = (int)(second / (stay + turn));
        var along = Math.Clamp(((second - (number * (stay + turn))) - stay) / turn, 0, 1);
        var eased = along * along * (3 - (2 * along));
        return double.Lerp(places[number % places.Length], places[(number + 1) % places.Length], eased);
    }
}

/// <summary>Where a window is.</summary>
/// <param name="X">To the right, as a share of the room.</param>
/// <param name="Y">Down, as a share of the room.</param>
/// <param name="Part">Sides of what it shows, in those of the window: above 1 it zooms out.</param>
/// <param name="Degrees">Turn.</param>
internal readonly record struct WindowPlace(double X, double Y, double Part, double Degrees);
