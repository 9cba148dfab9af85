using System.Text.Json.Serialization;
using Stvg.Core.Frames;

namespace Stvg.Models.Catalogue;

/// <summary>How a detector's output tensors become detections.</summary>
public sealed record OutputFormat
{
    /// <summary>Which family of detectors writes such tensors.</summary>
    public required OutputStyle Style { get; init; }

    /// <summary>Detections below this score are dropped, in [0, 1].</summary>
    public float ScoreThreshold { get; init; } = 0.1f;

    /// <summary>Of two boxes of one class that overlap more than this, the one with the lower score is dropped.</summary>
    [JsonPropertyName("nmsIoU")]
    public float NmsIoU { get; init; } = 0.6f;

    /// <summary>Class names by index; COCO's 80 when left out.</summary>
    public IReadOnlyList<string> Classes { get; init; } = CocoClasses.Names;

    /// <summary>
    /// Name of an output with features for appearance, [1, height, width, channels], its first cell at the input's top-left corner;
    /// null when there is none.
    /// </summary>
    public string? Features { get; init; }
}

/// <summary>Families of detector outputs: N candidate boxes, C classes; boxes in pixels of the input unless said otherwise.</summary>
public enum OutputStyle
{
    /// <summary>
    /// NanoDet: for each of the strides 8, 16 and 32 the class scores [1, N, C] after the sigmoid, and the distributions of
    /// the four distances [1, N, 4 * bins].
    /// </summary>
    [JsonStringEnumMemberName("nanodet")] NanoDet,

    /// <summary>YOLOv8, YOLO11 and later: [1, 4 + C, N] or its transpose: centre x, centre y, width, height, class scores.</summary>
    [JsonStringEnumMemberName("yolov8")] YoloV8,

    /// <summary>YOLOv5, YOLOv7: one output [1, N, 5 + C]: centre x, centre y, width, height, objectness, class scores.</summary>
    [JsonStringEnumMemberName("yolov5")] YoloV5,

    /// <summary>
    /// RT-DETR and other DETRs with a sigmoid: class logits [1, N, C] and boxes [1, N, 4] (centre x, centre y, width, height
    /// as fractions of the input); or one output [1, N, 4 + C] of such boxes and scores after the sigmoid. Overlaps stay.
    /// </summary>
    [JsonStringEnumMemberName("rtdetr")] RtDetr,
}
