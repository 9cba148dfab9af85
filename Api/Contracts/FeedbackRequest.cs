using System.Text.Json.Serialization;
using Stvg.Core.Services;

namespace Stvg.Api.Contracts;

/// <summary>What an operator says of an answer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FeedbackRequest
{
    /// <summary>"right": it is what was asked for; "wrong": it is not.</summary>
    /// <example>right</example>
    public required Verdict Verdict { get; init; }
}
