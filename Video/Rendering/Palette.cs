namespace Stvg.Video.Rendering;

/// <summary>The colours of a rendering: bright for tubes, so that they stand out of any scene; quiet for the rest.</summary>
internal static class Palette
{
    /// <summary>Ground of the strip, as FFmpeg writes colours.</summary>
    public const string Ground = "0x101318";

    private static readonly int[] s_tubes = [0xFFB627, 0x38BDF8, 0xF472B6, 0x84E25B, 0xB794F6, 0xFF7A59];

    public static Colour Text => new(0xE9ECF1);

    public static Colour Quiet => new(0x929CAA);

    public static Colour Line => new(0x39414D);

    public static Colour Lane => new(0x191E26);

    public static Colour Curve => new(0x5A6676);

    public static Colour OnChip => new(0x101318);

    public static Colour Playhead => new(0xFFFFFF);

    /// <summary>The colour of the n-th best tube, from 0; re-used when there are many.</summary>
    public static Colour Tube(int rank, int transparency = 0) => new(s_tubes[rank % s_tubes.Length], transparency);
}
