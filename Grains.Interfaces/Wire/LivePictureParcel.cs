namespace Stvg.Grains.Interfaces.Wire;

/// <summary>How a camera's newest frame is wanted (<see cref="Core.Services.PictureRequest"/>).</summary>
/// <param name="Width">Width of the picture, pixels; 0: no picture, only what is in it.</param>
/// <param name="Marks">Whether numbered marks are drawn.</param>
/// <param name="After">Only a frame that was captured after this one is answered with.</param>
[GenerateSerializer, Immutable, Alias("stvg.picture-ask")]
public sealed record PictureAsk([property: Id(0)] int Width, [property: Id(1)] bool Marks, [property: Id(2)] DateTimeOffset? After);

/// <summary>A camera's newest frame, never larger than it is shown.</summary>
/// <param name="At">Capture time.</param>
/// <param name="Width">Width of the original frame, pixels.</param>
/// <param name="Height">Height of the original frame, pixels.</param>
/// <param name="Ids">Tubelets in it.</param>
/// <param name="Categories">Their classes.</param>
/// <param name="Boxes">Four numbers for each: left, top, width, height; pixels of the original frame.</param>
/// <param name="Jpeg">The picture; empty where none was asked for.</param>
[GenerateSerializer, Immutable, Alias("stvg.live-picture")]
public sealed record LivePictureParcel(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] int Width, [property: Id(2)] int Height, [property: Id(3)] int[] Ids,
    [property: Id(4)] string[] Categories, [property: Id(5)] float[] Boxes, [property: Id(6)] byte[] Jpeg);
