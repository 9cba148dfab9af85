using Stvg.Core;

namespace Stvg.Api.Problems;

/// <summary>A field of the body or a query parameter has a value that makes no sense.</summary>
internal sealed class FieldException(string field, string message) : StvgException(message)
{
    /// <summary>"$.threshold" in a body, "limit" in an address.</summary>
    public string Field { get; } = field;
}
