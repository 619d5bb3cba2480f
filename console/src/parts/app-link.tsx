import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Link, { type LinkProps } from "@cloudscape-design/components/link";
import { useNavigate } from "react-router";

/** A link within the console, followed without a page load. */
export function AppLink({ href, ...rest }: LinkProps & { readonly href: string }) {
  const navigate = useNavigate();
  return (
    <Link
      {...rest}
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}

/** The same as a button. */
export function AppLinkButton({ href, ...rest }: ButtonProps & { readonly href: string }) {
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}
