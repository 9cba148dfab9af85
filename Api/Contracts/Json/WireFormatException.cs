using System.Text.Json;

namespace Stvg.Api.Contracts.Json;

/// <summary>A value that is not written as the contract says; its message is for the user, unlike those of the serializer.</summary>
public sealed class WireFormatException : JsonException
{
    /// <summary>Makes an error with a one-line message that says what is needed.</summary>
    public WireFormatException(string message) : base(message) { }

    /// <summary>Makes an error with a one-line message and what caused it.</summary>
    public WireFormatException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Makes an error without a message; only here because exceptions are expected to have it.</summary>
    public WireFormatException() { }
}
