using Stvg.Core.Frames;

namespace Stvg.Core.Tubelets.Bodies;

/// <summary>A thick line in the picture, original pixels; nothing when its radius is 0.</summary>
internal readonly record struct Limb(float X0, float Y0, float X1, float Y1, float Radius)
{
    /// <summary>Calls back for the pixels of a picture inside the line: every one, or every n-th where there are more than enough.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="scale">Pixels of the picture per pixel of the original frame.</param>
    /// <param name="most">At most about this many pixels.</param>
    /// <param name="tally">Takes the pixel.</param>
    public void Visit<T>(in ImageView image, float scale, int most, ref T tally) where T : IPixelTally, allows ref struct
    {
        if (Radius <= 0) return;
        float x0 = X0 * scale, y0 = Y0 * scale, x1 = X1 * scale, y1 = Y1 * scale, r = MathF.Max(Radius * scale, 0.75f);
        int left = Math.Max(0, (int)(MathF.Min(x0, x1) - r)), right = Math.Min(image.Width - 1, (int)(MathF.Max(x0, x1) + r));
        int top = Math.Max(0, (int)(MathF.Min(y0, y1) - r)), bottom = Math.Min(image.Height - 1, (int)(MathF.Max(y0, y1) + r));
        if (left > right || top > bottom) return;
        float dx = x1 - x0, dy = y1 - y0, length = (dx * dx) + (dy * dy);
        var step = Math.Max(1, (int)MathF.Sqrt((right - left + 1f) * (bottom - top + 1f) / most));
        for (var y = top; y <= bottom; y += step)
        {
            var row = image.Row(y);
            for (var x = left; x <= right; x += step)
            {
                float px = x + 0.5f - x0, py = y + 0.5f - y0;
                var along = length > 0 ? Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1) : 0;
                float ex = px - (along * dx), ey = py - (along * dy);
                if ((ex * ex) + (ey * ey) <= r * r) tally.Add(along, row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]);
            }
        }
    }
}

/// <summary>Takes the pixels of a region.</summary>
internal interface IPixelTally
{
    /// <summary>One pixel.</summary>
    /// <param name="along">Where it lies along the line, in [0, 1].</param>
    /// <param name="blue">Blue.</param>
    /// <param name="green">Green.</param>
    /// <param name="red">Red.</param>
    void Add(float along, byte blue, byte green, byte red);
}
