namespace Stvg.Grains.Interfaces.Wire;

/// <summary>An alert that the multimodal model is to be asked about before it is told.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="QueryId">Its standing query.</param>
/// <param name="Tube">What <see cref="Core.Grounding.TubeCodec"/> wrote.</param>
/// <param name="Width">Width of the camera's picture, pixels.</param>
/// <param name="Height">Height of the camera's picture, pixels.</param>
/// <param name="OpenedAt">Capture time of the frame on which the evidence sufficed.</param>
[GenerateSerializer, Immutable, Alias("stvg.verification-request")]
public sealed record VerificationRequest(
    [property: Id(0)] string AlertId, [property: Id(1)] string QueryId, [property: Id(2)] byte[] Tube, [property: Id(3)] int Width,
    [property: Id(4)] int Height, [property: Id(5)] DateTimeOffset OpenedAt);

/// <summary>What the model said.</summary>
/// <param name="Outcome"><see cref="Core.Alerts.Verification.VerificationOutcome"/>.</param>
/// <param name="Score">How well it thinks that the alert fits.</param>
/// <param name="Reason">One line where it could not be asked.</param>
[GenerateSerializer, Immutable, Alias("stvg.verification-reply")]
public sealed record VerificationReply([property: Id(0)] int Outcome, [property: Id(1)] float? Score, [property: Id(2)] string? Reason);
