using Stvg.Core;
using Stvg.Core.Cameras;
using Stvg.Core.Tubelets;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Cameras;

/// <summary>
/// What objects look like, in a camera's memory. It is not in updates, since sentences do not ask for it; only whoever watches the camera
/// next does.
/// </summary>
internal static class Looks
{
    // A crowd fills a picture with fewer people who can be told apart. About 100 bytes each.
    private const int Most = 128;

    /// <summary>The looks of those in the picture, and of those who were lost a moment ago.</summary>
    public static LookParcel[] Of(CameraUpdate update) => [.. update.Live.Concat(update.Recent.Reverse())
        .Where(o => o.Tubelet.Appearance.Count > 0).DistinctBy(o => o.Tubelet.ObjectId).Take(Most)
        .Select(o => new LookParcel(o.Tubelet.ObjectId, AppearanceCodec.Encode(o.Tubelet.Appearance)))];

    /// <summary>An update with the looks that are known.</summary>
    /// <exception cref="StvgException">They are damaged.</exception>
    public static CameraUpdate With(CameraUpdate update, IReadOnlyList<LookParcel> looks)
    {
        if (looks.Count == 0) return update;
        var byId = looks.ToDictionary(l => l.ObjectId, l => Decoded(l.Vector));
        return update with { Live = [.. update.Live.Select(Seen)], Recent = [.. update.Recent.Select(Seen)] };

        SceneObject Seen(SceneObject seen) => byId.TryGetValue(seen.Tubelet.ObjectId, out var look)
            ? seen with { Tubelet = seen.Tubelet with { Appearance = look } } : seen;
    }

    private static float[] Decoded(byte[] bytes)
    {
        var vector = new float[AppearanceCodec.Length(bytes)];
        AppearanceCodec.Decode(bytes, vector);
        return vector;
    }
}
