using System.Globalization;
using Stvg.Api.Contracts;
using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;

namespace Stvg.Client.Arguments;

/// <summary>Areas of a picture: corners as x,y in fractions of width and height, separated by semicolons.</summary>
internal static class AreaArgument
{
    public static ZoneBody Zone(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new StvgException($"--zone is '{text}'; write it as door=0.1,0.5;0.4,0.5;0.4,0.9");
        return new ZoneBody { Name = text[..equals], Points = Points("--zone", text[(equals + 1)..]) };
    }

    /// <summary>A zone of a clip.</summary>
    public static Zone Area(string text)
    {
        var zone = Zone(text);
        return new Zone(zone.Name, new Polygon([.. zone.Points.Select(p => new PicturePoint((float)p.X, (float)p.Y))]));
    }

    public static IReadOnlyList<PointBody> Mask(string text) => Points("--mask", text);

    private static IReadOnlyList<PointBody> Points(string option, string text) =>
    [
        .. from corner in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           select Point(option, corner),
    ];

    private static PointBody Point(string option, string corner)
    {
        if (corner.Split(',', StringSplitOptions.TrimEntries) is [var x, var y] && TryParse(x, out var left) && TryParse(y, out var top))
            return new PointBody(left, top);
        throw new StvgException($"{option} has the corner '{corner}'; write 0.1,0.5;0.4,0.5;0.4,0.9: fractions from the top left");
    }

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
