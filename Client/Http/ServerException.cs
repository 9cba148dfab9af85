using System.Net;
using Stvg.Core;

namespace Stvg.Client.Http;

/// <summary>The server refused, or could not be asked: one line that says what, where, and what to do.</summary>
public sealed class ServerException : StvgException
{
    /// <summary>Makes an error.</summary>
    /// <param name="message">One line for the user.</param>
    /// <param name="status">What the server answered; null when it did not answer.</param>
    /// <param name="inner">What caused it.</param>
    public ServerException(string message, HttpStatusCode? status = null, Exception? inner = null)
        : base(message, inner!) => Status = status;

    /// <summary>What the server answered; null when it did not answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether the request may have been carried out all the same: it was sent, and then no answer came.</summary>
    public bool MayBeDone => Status is null && InnerException is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError,
    };

    /// <summary>Whether the same request may succeed later: nobody answered, or the server has too much to do or a fault.</summary>
    public bool IsTransient => Status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= (HttpStatusCode)500;
}
