using Stvg.Core.Services;

namespace Stvg.Core.Cameras;

/// <summary>What makes sense in <see cref="CameraSettings"/>.</summary>
public static class CameraRules
{
    /// <summary>Most zones, and most masks, of a camera.</summary>
    public const int MostAreas = 50;

    /// <summary>Longest id, and longest name of a zone.</summary>
    public const int LongestId = 64;

    /// <summary>Whether a text may be an id: lower-case letters, digits, '-' and '_', 1 to <see cref="LongestId"/> of them.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= LongestId } && text.AsSpan().IndexOfAnyExcept(s_idCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> s_idCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Checks settings; the source is checked by whoever opens it.</summary>
    /// <exception cref="ServiceException">The first thing that makes no sense.</exception>
    public static void Check(CameraSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Require(IsId(settings.Id), $"'{Shorten(settings.Id)}' is no id: use lower-case letters, digits, '-' and '_', at most {LongestId}");
        Require(settings.Name.Length <= 200, "the name is longer than 200 characters");
        Require(settings.Fps is null or (> 0 and <= 120), $"fps is {settings.Fps} but has to be above 0, at most 120");
        Require(settings.Zones.Length <= MostAreas && settings.Masks.Length <= MostAreas, $"more than {MostAreas} zones or masks");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var zone in settings.Zones)
        {
            Require(zone.Name is { Length: > 0 and <= LongestId }, $"a zone's name has to have 1 to {LongestId} characters");
            Require(names.Add(zone.Name), $"two zones are called '{zone.Name}'");
        }

        static void Require(bool holds, string message)
        {
            if (!holds) throw new ServiceException(ServiceError.Invalid, message);
        }
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
