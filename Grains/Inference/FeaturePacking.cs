using Stvg.Core.Frames;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Inference;

/// <summary>
/// Feature maps between silos: a map takes most of a megabyte, but only the cells below objects are ever read, and 256 steps are enough for
/// the likeness of two people.
/// </summary>
internal static class FeaturePacking
{
    /// <summary>Keeps what the objects cover.</summary>
    public static PackedFeatures Pack(FeatureMap map, ReadOnlySpan<Detection> objects)
    {
        var kept = new byte[((map.Width * map.Height) + 7) / 8];
        foreach (ref readonly var found in objects)
        {
            int left = Cell(found.Box.X, map.Width), right = Cell(found.Box.Right, map.Width);
            int top = Cell(found.Box.Y, map.Height), bottom = Cell(found.Box.Bottom, map.Height);
            for (var y = top; y <= bottom; y++)
                for (var x = left; x <= right; x++) Keep((y * map.Width) + x);
        }

        var values = map.Values.Span;
        float least = float.MaxValue, most = float.MinValue;
        var count = 0;
        for (var cell = 0; cell < map.Width * map.Height; cell++)
        {
            if (!IsKept(kept, cell)) continue;
            count++;
            foreach (var value in values.Slice(cell * map.Channels, map.Channels)) (least, most) =
                (MathF.Min(least, value), MathF.Max(most, value));
        }

        var step = count > 0 && most > least ? (most - least) / 255 : 0;
        var steps = new byte[count * map.Channels];
        var at = 0;
        for (var cell = 0; cell < map.Width * map.Height; cell++)
        {
            if (!IsKept(kept, cell)) continue;
            foreach (var value in values.Slice(cell * map.Channels, map.Channels))
                steps[at++] = step > 0 ? (byte)MathF.Round((value - least) / step) : (byte)0;
        }

        return new PackedFeatures
        {
            Width = map.Width, Height = map.Height, Channels = map.Channels, PixelsPerCell = map.PixelsPerCell,
            Least = count > 0 ? least : 0, Step = step, Kept = kept, Steps = steps,
        };

        int Cell(float pixels, int cells) => Math.Clamp((int)MathF.Floor(pixels / map.PixelsPerCell), 0, cells - 1);

        void Keep(int cell) => kept[cell >> 3] |= (byte)(1 << (cell & 7));
    }

    /// <summary>The map again; cells that were not kept are 0.</summary>
    public static FeatureMap Unpack(PackedFeatures packed, float[] values)
    {
        var length = packed.Width * packed.Height * packed.Channels;
        values.AsSpan(0, length).Clear();
        var at = 0;
        for (var cell = 0; cell < packed.Width * packed.Height; cell++)
        {
            if (!IsKept(packed.Kept, cell)) continue;
            var target = values.AsSpan(cell * packed.Channels, packed.Channels);
            for (var c = 0; c < target.Length; c++) target[c] = packed.Least + (packed.Steps[at++] * packed.Step);
        }

        return new FeatureMap(values.AsMemory(0, length), packed.Width, packed.Height, packed.Channels, packed.PixelsPerCell);
    }

    private static bool IsKept(byte[] kept, int cell) => (kept[cell >> 3] & (1 << (cell & 7))) != 0;
}
