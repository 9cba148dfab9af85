using System.Text.Json.Serialization;

namespace Stvg.Core.Evaluation;

/// <summary>
/// How good detections of one class are at IoU 0.5. Fractions in [0, 1]; serialises to JSON as <c>eval detection</c> prints it.
/// </summary>
/// <param name="Ap50">Average precision: area under the precision envelope over recall, all points.</param>
/// <param name="BestF1">Largest harmonic mean of recall and precision over all score thresholds.</param>
/// <param name="Recall">Recall at the threshold of <paramref name="BestF1"/>.</param>
/// <param name="Precision">Precision at the threshold of <paramref name="BestF1"/>.</param>
/// <param name="BestScore">That threshold: detections with this score or more are kept.</param>
/// <param name="TruthBoxes">Number of ground-truth boxes of the class.</param>
/// <param name="Detections">Number of detections of the class.</param>
public sealed record DetectionMetrics(
    [property: JsonPropertyName("AP50")] double Ap50,
    [property: JsonPropertyName("bestF1")] double BestF1,
    [property: JsonPropertyName("recall")] double Recall,
    [property: JsonPropertyName("precision")] double Precision,
    [property: JsonPropertyName("bestScore")] double BestScore,
    [property: JsonPropertyName("truthBoxes")] int TruthBoxes,
    [property: JsonPropertyName("detections")] int Detections);
