import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileField } from '@/shared/FileField';
import { Form, Refusal } from '@/shared/Form';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { importBase, type Imported } from './api';
import css from './Consents.module.css';

const COLUMNS = ['phone', 'answer', 'moment', 'purpose', 'channel', 'source', 'version', 'evidence'] as const;
const COUNTS = ['rows', 'recorded', 'unknown', 'rejected'] as const;

/** A base of consents that exists, on its way into the ledger, whole or not at all. */
export function ImportPage() {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const [file, setFile] = useState<File | null>(null);
    const [tried, setTried] = useState(false);
    const [share, setShare] = useState(0);
    const giving = useRef<AbortController | null>(null);
    useEffect(() => () => giving.current?.abort(), []);
    useTitle(t('consents.import.title'));
    const sending = useMutation({
        mutationFn: (chosen: File) => {
            giving.current = new AbortController();
            setShare(0);
            return importBase(chosen, setShare, giving.current.signal);
        },
        onSuccess: () => setFile(null),
    });
    const submit = () => {
        setTried(file === null);
        if (file !== null && !sending.isPending) sending.mutate(file);
    };
    return (
        <>
            <p className={css.back}>
                <Link to="/consents">{t('consents.back')}</Link>
            </p>
            <h1>{t('consents.import.title')}</h1>
            <p className={css.sub}>{t('consents.import.text')}</p>
            <dl className={css.columns}>
                {COLUMNS.map((one) => (
                    <div key={one}>
                        <dt>{t(`consents.import.column.${one}`)}</dt>
                        <dd>{t(`consents.import.help.${one}`)}</dd>
                    </div>
                ))}
            </dl>
            <Form onSubmit={submit}>
                <FileField label={t('consents.import.file')} file={file} onFile={setFile} error={tried && file === null ? t('consents.import.noFile') : null} />
                <Refusal>{sending.isError && problemText(sending.error)}</Refusal>
                <div>
                    <Button type="submit" variant="filled" aria-disabled={sending.isPending}>
                        {sending.isPending ? (share < 1 ? t('consents.import.sent', { share: format.percent(share) }) : t('consents.import.busy')) : t('consents.import.do')}
                    </Button>
                </div>
            </Form>
            <div role="status">{sending.isPending ? <p className="sr">{t('consents.import.busy')}</p> : sending.data && <Tally of={sending.data} />}</div>
        </>
    );
}

function Tally({ of }: { of: Imported }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <section className={css.tally}>
            <h2>{t('consents.import.done')}</h2>
            <dl className={css.columns}>
                {COUNTS.map((one) => (
                    <div key={one}>
                        <dt>{t(`consents.import.count.${one}`)}</dt>
                        <dd className="n">{format.number(of[one])}</dd>
                    </div>
                ))}
            </dl>
            {of.rejections.length > 0 && (
                <>
                    <h2>{t('consents.import.rejections')}</h2>
                    <table className={`ledger fold ${css.rejections}`} role="table">
                        <caption className="sr">{t('consents.import.rejections')}</caption>
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" className="r">
                                    {t('consents.import.row')}
                                </th>
                                <th role="columnheader">{t('consents.import.cell')}</th>
                                <th role="columnheader">{t('consents.import.why')}</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">
                            {of.rejections.map(({ row, column, value, problem }) => (
                                <tr key={`${row} ${column} ${problem}`} role="row">
                                    <td role="cell" className="r n" data-column={t('consents.import.row')}>
                                        {format.number(row)}
                                    </td>
                                    <td role="cell">
                                        {column}
                                        {value !== '' && `: ${value}`}
                                    </td>
                                    <td role="cell">{problem}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                    {of.rejected > of.rejections.length && <p className="muted s14">{t('consents.import.first', { count: of.rejections.length })}</p>}
                </>
            )}
        </section>
    );
}
