using Stvg.Api.Contracts.Json;

namespace Stvg.Api.Requests;

/// <summary>A time in an address, read as in a body: UTC unless it says otherwise.</summary>
/// <param name="Value">The time.</param>
internal readonly record struct UtcTime(DateTimeOffset Value)
{
    /// <summary>What the framework calls to bind a parameter.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out UtcTime time)
    {
        // An unescaped '+' of an offset arrives as a space.
        var read = UtcTimeConverter.TryParse(text?.Replace(' ', '+'), out var value);
        time = new UtcTime(value);
        return read;
    }
}
