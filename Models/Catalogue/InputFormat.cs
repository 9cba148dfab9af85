using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

/// <summary>
/// How a picture becomes a detector's input. Each channel value v (0 to 255) becomes <c>(v * Scale - Mean) / Std</c>;
/// the picture keeps its aspect ratio.
/// </summary>
public sealed record InputFormat
{
    /// <summary>Order of the tensor's axes.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>Order of the colours.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>Multiplied first.</summary>
    public float Scale { get; init; } = 1f / 255;

    /// <summary>Subtracted then; one value per channel, in the order of <see cref="Channels"/>.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0, 0, 0];

    /// <summary>Divided by at last; one value per channel, in the order of <see cref="Channels"/>.</summary>
    public IReadOnlyList<float> Std { get; init; } = [1, 1, 1];

    /// <summary>Pixels of the longer side, for networks that take any size; those with a fixed size ignore it.</summary>
    public int LongSide { get; init; } = 640;

    /// <summary>Both sides must be multiples of this.</summary>
    public int SizeMultiple { get; init; } = 32;

    /// <summary>Where the picture lies in the input.</summary>
    public Letterbox Letterbox { get; init; } = Letterbox.TopLeft;

    /// <summary>Channel value (0 to 255) of what the picture does not cover.</summary>
    public int PadValue { get; init; }
}

/// <summary>Order of an input tensor's axes.</summary>
public enum TensorLayout
{
    /// <summary>Batch, channels, height, width.</summary>
    [JsonStringEnumMemberName("nchw")] Nchw,

    /// <summary>Batch, height, width, channels.</summary>
    [JsonStringEnumMemberName("nhwc")] Nhwc,
}

/// <summary>Order of an input tensor's colours.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    [JsonStringEnumMemberName("rgb")] Rgb,

    /// <summary>Blue, green, red.</summary>
    [JsonStringEnumMemberName("bgr")] Bgr,
}

/// <summary>Where a picture lies in an input of another aspect ratio.</summary>
public enum Letterbox
{
    /// <summary>In the top-left corner.</summary>
    [JsonStringEnumMemberName("top-left")] TopLeft,

    /// <summary>In the middle.</summary>
    [JsonStringEnumMemberName("center")] Center,
}
