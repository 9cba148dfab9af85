namespace Stvg.Core.Services;

/// <summary>A refusal of a service, with its kind, so that each door can answer in its own language (HTTP status, exit code).</summary>
public sealed class ServiceException : StvgException
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="message">One line: what, where, what to do.</param>
    public ServiceException(ServiceError kind, string message) : base(message) => Kind = kind;

    /// <summary>What kind of refusal.</summary>
    public ServiceError Kind { get; }
}

/// <summary>Kinds of refusal.</summary>
public enum ServiceError
{
    /// <summary>The request makes no sense or asks for something that is not allowed.</summary>
    Invalid,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>There is one of that name already, or it is in a state that forbids it.</summary>
    Conflict,

    /// <summary>Cannot be done now: shutting down, disk full, too much asked at once.</summary>
    Unavailable,
}
