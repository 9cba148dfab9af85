using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Stvg.Api.Contracts.Json;

namespace Stvg.Api.Problems;

/// <summary>
/// Says in a user's words what is wrong with a body. The serializer's own messages speak of .NET types; they are recognised by their
/// wording, which tests hold on to, and one that is not recognised still gives the place.
/// </summary>
internal static partial class JsonProblem
{
    public static Problem Of(JsonException error)
    {
        var field = string.IsNullOrEmpty(error.Path) ? null : error.Path;
        return new Problem(StatusCodes.Status400BadRequest, field is null or "$" ? Detail(error) : $"{field}: {Detail(error)}", field);
    }

    private static string Detail(JsonException error)
    {
        var message = error.Message;
        if (error is WireFormatException) return message;
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal)) return "there is no such field";
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return $"these fields are missing: {string.Join(", ", Quoted().Matches(After(message, "including:")).Select(m => m.Value))}";
        if (message.Contains("Duplicate", StringComparison.Ordinal)) return "the field is there twice";
        if (message.Contains("null values", StringComparison.Ordinal)) return "must not be null; leave it out";
        if (message.Contains("maximum configured depth", StringComparison.Ordinal)) return "nested too deeply";
        if (message.Contains("could not be converted", StringComparison.Ordinal)) return $"{Needed(error)} is needed";
        return error.LineNumber is { } line && error.BytePositionInLine is { } position
            ? string.Create(CultureInfo.InvariantCulture, $"this is not JSON at line {line + 1}, byte {position + 1}")
            : "this is not the JSON that is needed";
    }

    private static string After(string message, string words) =>
        message[(message.IndexOf(words, StringComparison.Ordinal) + words.Length)..];

    // "Cannot get the value of a token type 'Number' as a string." is the inner exception, where the value is not an object or array.
    private static string Needed(JsonException error) => error.InnerException?.Message switch
    {
        { } inner when inner.Contains("UTF", StringComparison.Ordinal) => "a text in proper Unicode",
        { } inner when inner.EndsWith("as a string.", StringComparison.Ordinal) => "a text",
        { } inner when inner.EndsWith("as a boolean.", StringComparison.Ordinal) => "true or false",
        not null => "a number", // the wrong kind of token, or one that does not fit: 1.5 for a whole number
        null => error.Message.Contains("List", StringComparison.Ordinal) ? "an array" : "an object",
    };

    [GeneratedRegex("'[^']*'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
