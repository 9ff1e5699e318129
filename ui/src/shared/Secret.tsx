import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Secret.module.css';

/** Something shown this once: selected by one press, copied by another. */
export function Secret({ label, value }: { label: string; value: string }) {
    const { t } = useTranslation();
    const [copied, setCopied] = useState<boolean | null>(null);
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(value);
            setCopied(true);
        } catch {
            // Plain HTTP and old browsers have no clipboard.
            setCopied(false);
        }
    };
    return (
        <div className={css.secret}>
            <input aria-label={label} className={css.value} readOnly value={value} spellCheck={false} onFocus={(event) => event.currentTarget.select()} />
            <Button variant="filled" data-autofocus onClick={() => void copy()}>
                {copied === true ? t('secret.copied') : t('secret.copy')}
            </Button>
            <p role="status" className={copied === false ? css.failed : 'sr'}>
                {copied === true ? t('secret.copied') : copied === false ? t('secret.failed') : ''}
            </p>
        </div>
    );
}
